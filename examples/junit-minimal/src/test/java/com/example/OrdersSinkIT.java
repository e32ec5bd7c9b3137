package com.example;

import dev.sinkproof.junit.SinkproofTest;

/** The baseline, and a worker that is killed when the target has accepted a write and the connector has not heard of it. */
@SinkproofTest(
        subject = "src/test/resources/orders-sink.properties",
        scenarios = "crash-after-target-write/n1-restart",
        parameters = "records=8000")
class OrdersSinkIT {}

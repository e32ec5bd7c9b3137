package dev.sinkproof.sinks.flawed.s3;

import dev.sinkproof.sinks.flawed.Flaw;
import dev.sinkproof.sinks.s3.S3SinkConnector;
import org.apache.kafka.connect.connector.Task;

/** Readers find an object with nothing in it, and after a crash it stays. */
@Flaw(
        id = "M48",
        defect = "the object is created first and filled later",
        reportedIn = "confluentinc/kafka-connect-hdfs#230",
        trigger = "a crash between the two",
        anomalies = {"TORN_OBJECT"},
        scenario = "crash-after-target-write",
        sink = "s3",
        mode = "at-least-once")
public final class M48CreatedFirstConnector extends S3SinkConnector {
    /** For Connect, which creates connectors by reflection. */
    public M48CreatedFirstConnector() {}

    @Override
    public Class<? extends Task> taskClass() {
        return M48CreatedFirstTask.class;
    }
}

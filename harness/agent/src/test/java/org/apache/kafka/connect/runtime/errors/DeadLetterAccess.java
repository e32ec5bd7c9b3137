package org.apache.kafka.connect.runtime.errors;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** Makes Connect's real writer of dead letters over a given producer, as its constructor is not public. */
public final class DeadLetterAccess {
    private DeadLetterAccess() {}

    public static DeadLetterQueueReporter reporter(
            KafkaProducer<byte[], byte[]> producer, ConnectorTaskId id, ErrorHandlingMetrics metrics) {
        SinkConnectorConfig config = new SinkConnectorConfig(
                null,
                Map.of(
                        "name", id.connector(),
                        "connector.class", "none",
                        "topics", "orders",
                        "errors.tolerance", "all",
                        "errors.deadletterqueue.topic.name", "parked"));
        return new DeadLetterQueueReporter(producer, config, id, metrics);
    }
}

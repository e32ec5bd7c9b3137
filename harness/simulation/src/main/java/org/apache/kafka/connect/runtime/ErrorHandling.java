package org.apache.kafka.connect.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.connect.runtime.errors.DeadLetterReporters;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** What a connector's configuration says of records that cannot be delivered, as Connect itself reads it. Immutable. */
public final class ErrorHandling {
    private static final String PREFIX = "errors.";

    private final SinkConnectorConfig config;

    private ErrorHandling(SinkConnectorConfig config) {
        this.config = config;
    }

    /** @throws org.apache.kafka.common.config.ConfigException when Connect would not take it */
    public static ErrorHandling of(Map<String, String> connector) {
        Map<String, String> settings = new HashMap<>(Map.of("name", "simulated", "connector.class", "simulated"));
        connector.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                settings.put(name, value);
            }
        });
        // Plugins are asked for transforms only, of which these settings have none.
        return new ErrorHandling(new SinkConnectorConfig(null, settings));
    }

    /** Whether there is a dead letter queue. */
    public boolean parks() {
        return !config.dlqTopicName().isEmpty();
    }

    Retries retries(org.apache.kafka.common.utils.Time time, ErrorHandlingMetrics metrics) {
        return new Retries(
                config.errorRetryTimeout(), config.errorMaxDelayInMillis(), config.errorToleranceType(), time, metrics);
    }

    /** Whether Connect gives the subject a reporter of its own. */
    boolean reporterForSubject() {
        return config.enableErrantRecordReporter();
    }

    /** As the worker makes them for a task. */
    List<ErrorReporter<ConsumerRecord<byte[], byte[]>>> reporters(
            ConnectorTaskId id, ErrorHandlingMetrics metrics, KafkaProducer<byte[], byte[]> deadLetters) {
        return parks() ? DeadLetterReporters.of(deadLetters, config, id, metrics) : List.of();
    }
}

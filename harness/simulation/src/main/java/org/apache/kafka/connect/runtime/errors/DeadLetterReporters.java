package org.apache.kafka.connect.runtime.errors;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.util.ConnectorTaskId;

/** Connect's reporters of records that cannot be delivered. In this package, as the constructor is not public. */
public final class DeadLetterReporters {
    private DeadLetterReporters() {}

    /** The two that every task with a dead letter queue has: one for the log, which is not told here, and one for the queue. */
    public static List<ErrorReporter<ConsumerRecord<byte[], byte[]>>> of(
            KafkaProducer<byte[], byte[]> producer,
            SinkConnectorConfig config,
            ConnectorTaskId id,
            ErrorHandlingMetrics metrics) {
        return List.of(new Unlogged(), new DeadLetterQueueReporter(producer, config, id, metrics));
    }

    /** Does what Connect's own does without {@code errors.log.enable}, whose class is another one before 3.8. */
    private static final class Unlogged implements ErrorReporter<ConsumerRecord<byte[], byte[]>> {
        @Override
        public Future<RecordMetadata> report(ProcessingContext<ConsumerRecord<byte[], byte[]>> context) {
            return CompletableFuture.completedFuture(null);
        }
    }
}

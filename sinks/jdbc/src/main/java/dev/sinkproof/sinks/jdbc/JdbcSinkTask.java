package dev.sinkproof.sinks.jdbc;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * One task. Everything that {@link #put} was given is durable in the database when it returns.
 *
 * <p>Threads: as Connect calls it, one thread.
 */
public class JdbcSinkTask extends SinkTask {
    private BatchWriter writer;

    /** For Connect, which creates tasks by reflection. */
    public JdbcSinkTask() {}

    @Override
    public void start(Map<String, String> properties) {
        JdbcSinkConfig config = new JdbcSinkConfig(properties);
        writer = new BatchWriter(
                config, context, newDelivery(config), newCatalog(config), new ErrantRecords(errantRecordReporter()));
    }

    /** How chunks are made durable. A seam for variants, as are the two methods below: they return a subclass. */
    protected Delivery newDelivery(JdbcSinkConfig config) {
        return switch (config.deliveryMode()) {
            case AT_LEAST_ONCE -> new AtLeastOnceDelivery();
            case IDEMPOTENT -> new IdempotentDelivery(config);
            case EXACTLY_ONCE -> new ExactlyOnceDelivery(config, context);
        };
    }

    /** What is known of the target's tables. */
    protected TableCatalog newCatalog(JdbcSinkConfig config) {
        return new TableCatalog(config);
    }

    /** Where records that cannot be written are parked; null when there is no such place, and such a record fails the task. */
    protected ErrantRecordReporter errantRecordReporter() {
        return context.errantRecordReporter();
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        writer.open(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        writer.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return writer.committable(currentOffsets);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        writer.close(partitions);
    }

    /** Also called by Connect when the task was never started. */
    @Override
    public void stop() {
        if (writer != null) {
            writer.stop();
        }
    }

    @Override
    public String version() {
        return Version.of(getClass());
    }
}

package dev.sinkproof.sinks.jdbc;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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
        writer = new BatchWriter(config, context, newDelivery(config));
    }

    /**
     * How chunks are made durable.
     *
     * <p>This is the seam for variants that differ in exactly one thing: they return a subclass of what this returns.
     */
    protected Delivery newDelivery(JdbcSinkConfig config) {
        return switch (config.deliveryMode()) {
            case AT_LEAST_ONCE -> new AtLeastOnceDelivery();
            case IDEMPOTENT -> new IdempotentDelivery(config);
            case EXACTLY_ONCE -> new ExactlyOnceDelivery(config, context);
        };
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

package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How chunks become durable: what a delivery mode is made of.
 *
 * <p>Life cycle: one instance for a task's life, called on the task's thread only. {@link #opened} for new partitions;
 * for each batch {@link #prepare}, {@link #admit}, then for each chunk {@link #write} and, when it returned, {@link
 * #written}, and {@link #putDone} after the last one; a failure anywhere in between is told by {@link #disturbed}, and the
 * same batch may come again.
 *
 * <p>The seam for variants: they may change any of these methods, most often {@link #write} only.
 */
public abstract class Delivery {
    private final PutProgress progress = new PutProgress();

    /** For delivery modes. */
    protected Delivery() {}

    /**
     * Makes a chunk durable: commits before it returns. A failure before the commit must leave nothing behind; the caller
     * rolls back.
     *
     * @param rows puts the chunk's rows into the target; may be applied once
     */
    protected abstract void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException;

    /** Partitions now belong to this task. */
    protected void opened(Collection<TopicPartition> partitions, Session session) throws SQLException {}

    /** A batch, possibly empty, is about to be written. */
    protected void prepare(Session session) throws SQLException {}

    /** The records of a batch that are to be written. */
    protected List<SinkRecord> admit(Collection<SinkRecord> batch) {
        return progress.remaining(batch);
    }

    /** A chunk is durable. */
    protected void written(Chunk chunk) {
        progress.written(chunk);
    }

    /** All of the batch is durable. */
    protected void putDone() {
        progress.clear();
    }

    /** The connection was dropped; a transaction that was being committed may or may not be durable. */
    protected void disturbed() {}

    /** Partitions no longer belong to this task. */
    protected void closed(Collection<TopicPartition> partitions) {
        progress.closed(partitions);
    }

    /** What may be committed to the consumer group, given what Connect has delivered. */
    protected Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        // Whatever was delivered was durable when put returned.
        return delivered;
    }

    /**
     * Whether the target itself says that everything of a partition before an offset is durable, whatever became of the batches that
     * this task was given.
     */
    protected boolean isDurable(TopicPartition partition, long nextOffset) {
        return false;
    }
}

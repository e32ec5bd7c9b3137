package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The reference sink behind a buffer, as many sinks have one. Still correct: offsets are given up to the first record in the
 * buffer, and what is thrown away when partitions go will be read again. Defects that need a buffer are one change of this.
 */
abstract class BufferedTask extends JdbcSinkTask {
    static final int RECORDS_MAX = 500;
    static final long AGE_MAX_MILLIS = 1000;

    private final List<SinkRecord> buffer = new ArrayList<>();
    private long oldestNanos;

    /** The buffer is written before the batch is added: a batch that is delivered again is not in it yet. */
    @Override
    public void put(Collection<SinkRecord> records) {
        if (isDue()) {
            write();
        }
        if (buffer.isEmpty()) {
            oldestNanos = System.nanoTime();
        }
        buffer.addAll(records);
        if (!buffer.isEmpty()) {
            context.timeout(AGE_MAX_MILLIS);
        }
    }

    private boolean isDue() {
        return buffer.size() >= RECORDS_MAX
                || (!buffer.isEmpty()
                        && System.nanoTime() - oldestNanos >= TimeUnit.MILLISECONDS.toNanos(AGE_MAX_MILLIS));
    }

    /** Makes the buffer durable, and empties it. Returns whether there was anything in it. */
    final boolean write() {
        if (buffer.isEmpty()) {
            return false;
        }
        write(List.copyOf(buffer));
        buffer.clear();
        return true;
    }

    /** Makes records durable. */
    void write(List<SinkRecord> records) {
        super.put(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>(super.preCommit(currentOffsets));
        for (int i = buffer.size() - 1; i >= 0; i--) {
            long offset = buffer.get(i).originalKafkaOffset();
            durable.computeIfPresent(
                    Offsets.partition(buffer.get(i)), (partition, next) -> new OffsetAndMetadata(offset));
        }
        return durable;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        buffer.removeIf(record -> partitions.contains(Offsets.partition(record)));
        super.close(partitions);
    }
}

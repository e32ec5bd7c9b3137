package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The reference sink behind a buffer, as many sinks have one: it is written when it is full, or when nothing more comes. Still correct: offsets
 * are given up to the first record in the buffer, and what is thrown away when partitions go will be read again. Defects that need a
 * buffer are one change of this.
 */
abstract class BufferedTask extends JdbcSinkTask {
    static final int RECORDS_MAX = 250;
    /** Connect calls again after this, with or without records. */
    static final long WAIT_MAX_MILLIS = 1000;

    private final List<SinkRecord> buffer = new ArrayList<>();

    /** The buffer is written before the batch is added: a batch that is delivered again is not in it yet. */
    @Override
    public void put(Collection<SinkRecord> records) {
        if (buffer.size() >= RECORDS_MAX || records.isEmpty()) {
            write();
        }
        buffer.addAll(records);
        if (!buffer.isEmpty()) {
            context.timeout(WAIT_MAX_MILLIS);
        }
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

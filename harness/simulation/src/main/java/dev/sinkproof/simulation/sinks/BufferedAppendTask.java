package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * At least once, in larger requests: records wait in a buffer until it is full, or until Connect asks what can be committed. A
 * buffer that could not be written is kept.
 */
public class BufferedAppendTask extends SinkTask {
    private static final int BUFFER_RECORDS_MAX = 15;

    protected final TargetClient client;
    protected final WrittenOffsets written = new WrittenOffsets();
    protected final List<SinkRecord> buffer = new ArrayList<>();

    public BufferedAppendTask(TargetClient client) {
        this.client = client;
    }

    @Override
    public void start(Map<String, String> properties) {
        // There is nothing to configure.
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        // Before they are taken in: what put throws for is delivered again.
        if (buffer.size() >= BUFFER_RECORDS_MAX) {
            write();
        }
        buffer.addAll(records);
    }

    /** Makes the buffer durable and empties it. */
    protected void write() {
        if (buffer.isEmpty()) {
            return;
        }
        try {
            if (!client.open()) {
                client.reopen();
            }
            client.append(Row.of(buffer));
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
        written.written(buffer);
        buffer.clear();
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        write();
        return written.committable(currentOffsets);
    }

    /** preCommit has run before, and what it did not write will be delivered again. */
    @Override
    public void close(Collection<TopicPartition> partitions) {
        buffer.removeIf(record -> partitions.contains(WrittenOffsets.partition(record)));
        written.forget(partitions);
    }

    @Override
    public void stop() {
        // There is nothing to give back.
    }

    @Override
    public String version() {
        return "simulated";
    }
}

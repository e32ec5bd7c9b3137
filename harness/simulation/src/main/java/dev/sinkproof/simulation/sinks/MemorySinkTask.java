package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * A correct sink that writes each batch before put returns; how, a subclass says. What the target did not take, Connect
 * delivers again.
 */
public abstract class MemorySinkTask extends SinkTask {
    protected final TargetClient client;
    protected final WrittenOffsets written = new WrittenOffsets();

    protected MemorySinkTask(TargetClient client) {
        this.client = client;
    }

    /** Makes them durable, in order. */
    protected abstract void write(List<Row> rows);

    @Override
    public void start(Map<String, String> properties) {
        // There is nothing to configure.
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            if (!client.open()) {
                client.reopen();
            }
            write(Row.of(List.copyOf(records)));
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
        written.written(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return written.committable(currentOffsets);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
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

package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ExactlyOnceTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** put() appends the batch to its buffer again when it is delivered again after a retriable exception. Reported in ClickHouse/clickhouse-kafka-connect#801. */
final class M26BatchBufferedTwiceTask extends ExactlyOnceTask {
    private final List<SinkRecord> buffer = new ArrayList<>();

    M26BatchBufferedTwiceTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        buffer.addAll(records);
        super.put(buffer);
        buffer.clear();
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        super.close(partitions);
        buffer.clear();
    }
}

package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ExactlyOnceTask;
import dev.sinkproof.simulation.sinks.WrittenOffsets;
import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** open() rewinds only if the target holds something already, else it trusts the group's offset. Reported in confluentinc/kafka-connect-hdfs PR#117. */
final class M22TrustsTheGroupAtFirstTask extends ExactlyOnceTask {
    private static final int BUFFER_RECORDS_MAX = 15;

    private final List<SinkRecord> buffer = new ArrayList<>();

    M22TrustsTheGroupAtFirstTask(TargetClient client) {
        super(client);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            StoredOffset claimed = client.claim(partition);
            claims.put(partition, claimed);
            if (!client.empty()) {
                context.offset(partition, claimed.next());
            }
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty() || buffer.size() >= BUFFER_RECORDS_MAX) {
            super.put(buffer);
            buffer.clear();
        }
        buffer.addAll(records);
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return currentOffsets;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        super.close(partitions);
        buffer.removeIf(record -> partitions.contains(WrittenOffsets.partition(record)));
    }
}

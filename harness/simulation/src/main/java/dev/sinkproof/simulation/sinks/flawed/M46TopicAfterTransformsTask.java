package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** preCommit() is keyed by the record's topic after the transforms. Reported in apache/doris-kafka-connector PR#68. */
final class M46TopicAfterTransformsTask extends AppendTask {
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    M46TopicAfterTransformsTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        super.put(records);
        records.forEach(record -> offsets.put(
                new TopicPartition(record.topic(), record.kafkaPartition()),
                new OffsetAndMetadata(record.kafkaOffset() + 1)));
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return offsets;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        offsets.clear();
        super.close(partitions);
    }
}

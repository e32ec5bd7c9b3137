package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.BufferedAppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** close() throws the open buffer away, and preCommit() is the default. Reported in confluentinc/kafka-connect-hdfs#57. */
final class M21CloseDropsBufferTask extends BufferedAppendTask {
    M21CloseDropsBufferTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        super.put(records);
        if (records.isEmpty()) {
            write();
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return currentOffsets;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        buffer.clear();
    }
}

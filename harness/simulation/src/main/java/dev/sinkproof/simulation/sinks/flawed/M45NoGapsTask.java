package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.sinks.WrittenOffsets;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Only the offset after the last one is accepted. Reported in snowflakedb/snowflake-kafka-connector PR#767. */
final class M45NoGapsTask extends AppendTask {
    private final Map<TopicPartition, Long> next = new HashMap<>();

    M45NoGapsTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        for (SinkRecord record : records) {
            long expected = next.getOrDefault(WrittenOffsets.partition(record), record.originalKafkaOffset());
            if (record.originalKafkaOffset() > expected) {
                throw new ConnectException("offset " + expected + " is missing");
            }
            next.put(WrittenOffsets.partition(record), record.originalKafkaOffset() + 1);
        }
        super.put(records);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        partitions.forEach(next::remove);
        super.close(partitions);
    }
}

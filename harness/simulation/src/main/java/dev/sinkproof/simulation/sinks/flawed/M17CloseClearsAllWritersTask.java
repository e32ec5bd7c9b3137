package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.sinks.WrittenOffsets;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** close() of some partitions ends the writers of all, and put() for a kept one fails. Reported in confluentinc/kafka-connect-hdfs#625. */
final class M17CloseClearsAllWritersTask extends AppendTask {
    private final Set<TopicPartition> writers = new HashSet<>();

    M17CloseClearsAllWritersTask(TargetClient client) {
        super(client);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        writers.addAll(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (!records.stream().map(WrittenOffsets::partition).allMatch(writers::contains)) {
            throw new ConnectException("there is no writer");
        }
        super.put(records);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        writers.clear();
        super.close(partitions);
    }
}

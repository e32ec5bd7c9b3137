package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ExactlyOnceTask;
import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;

/** Data and their offset are two transactions. Reported in scylladb/kafka-connect-scylladb PR#46. */
final class M31TwoTransactionsTask extends ExactlyOnceTask {
    M31TwoTransactionsTask(TargetClient client) {
        super(client);
    }

    @Override
    protected boolean done(List<Row> rows, TopicPartition partition, StoredOffset claim, StoredOffset moved) {
        try {
            client.append(rows);
            client.storeOffset(partition, moved);
            return true;
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
    }
}

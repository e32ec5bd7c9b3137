package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ExactlyOnceTask;
import dev.sinkproof.simulation.target.MemoryTarget.StoredOffset;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;

/** The first rows of a batch are written by themselves, the rest fails, and the retry sends all. Reported in wepay/kafka-connect-bigquery#53. */
final class M28HalfBatchRetriedTask extends ExactlyOnceTask {
    M28HalfBatchRetriedTask(TargetClient client) {
        super(client);
    }

    @Override
    protected boolean done(List<Row> rows, TopicPartition partition, StoredOffset claim, StoredOffset moved) {
        int half = rows.size() / 2;
        try {
            if (half > 0) {
                client.append(rows.subList(0, half));
            }
        } catch (TargetException e) {
            throw new RetriableException(e);
        }
        return super.done(rows.subList(half, rows.size()), partition, claim, moved);
    }
}

package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** After a few failures the client inside stays broken, and each later put() throws a retriable exception. Reported in confluentinc/kafka-connect-elasticsearch#387. */
final class M74BrokenClientTask extends AppendTask {
    private static final int FAILURES_MAX = 2;

    private int failures;

    M74BrokenClientTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (failures >= FAILURES_MAX) {
            throw new RetriableException("the bulk processor is closed");
        }
        try {
            super.put(records);
        } catch (RetriableException e) {
            failures++;
            throw e;
        }
    }
}

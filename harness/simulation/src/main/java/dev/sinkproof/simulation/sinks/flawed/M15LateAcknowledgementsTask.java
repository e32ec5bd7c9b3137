package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.AppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Acknowledgements that come after a revocation are added to the offsets to commit, whoever owns the partition. Reported in splunk/kafka-connect-splunk#260. */
final class M15LateAcknowledgementsTask extends AppendTask {
    private static final long WRITE_MILLIS = 300;

    private boolean failed;

    M15LateAcknowledgementsTask(TargetClient client) {
        super(client);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (failed) {
            throw new ConnectException("a write has failed");
        }
        if (!records.isEmpty()) {
            List<SinkRecord> batch = List.copyOf(records);
            var unused = client.appendLater(Row.of(batch), WRITE_MILLIS)
                    .whenComplete((done, error) -> acknowledged(batch, error));
        }
    }

    private void acknowledged(List<SinkRecord> batch, Throwable error) {
        failed |= error != null;
        if (!failed) {
            written.written(batch);
        }
    }
}

package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.MemorySinkTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** What the last writer is, a sequence decides that is taken when a row is written, not from the offset. Reported in Aiven-Open/bigquery-connector-for-apache-kafka#182. */
final class M39SequenceAtWriteTimeTask extends MemorySinkTask {
    M39SequenceAtWriteTimeTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        client.upsertIfNewer(rows.stream().map(this::sequenced).toList());
    }

    private Row sequenced(Row row) {
        return new Row(row.key(), row.value(), row.partition(), client.nextSequence());
    }
}

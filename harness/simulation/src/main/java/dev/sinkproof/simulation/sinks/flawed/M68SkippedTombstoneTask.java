package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.GuardedUpsertTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** A tombstone is skipped, and its offset committed. Reported in confluentinc/kafka-connect-jdbc#1508. */
final class M68SkippedTombstoneTask extends GuardedUpsertTask {
    M68SkippedTombstoneTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        super.write(rows.stream().filter(row -> !row.tombstone()).toList());
    }
}

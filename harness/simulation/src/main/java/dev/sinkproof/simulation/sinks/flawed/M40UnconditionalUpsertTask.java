package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.MemorySinkTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** Upserts are unconditional, so a replay that stops midway, or a zombie, leaves old values. Reported in confluentinc/kafka-connect-jdbc PR#1016. */
final class M40UnconditionalUpsertTask extends MemorySinkTask {
    M40UnconditionalUpsertTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        client.upsert(rows);
    }
}

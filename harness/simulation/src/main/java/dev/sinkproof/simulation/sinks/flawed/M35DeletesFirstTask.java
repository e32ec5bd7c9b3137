package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.MemorySinkTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.Comparator;
import java.util.List;

/** All deletes of a batch are applied first, then all upserts. Reported in redis-field-engineering/redis-kafka-connect#47. */
final class M35DeletesFirstTask extends MemorySinkTask {
    M35DeletesFirstTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        client.upsert(rows.stream()
                .sorted(Comparator.comparing(Row::tombstone).reversed())
                .toList());
    }
}

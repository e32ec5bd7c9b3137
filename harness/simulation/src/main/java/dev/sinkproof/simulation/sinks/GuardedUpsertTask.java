package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** Effectively once: each key's row, or its deletion, yields to a higher source offset only. */
public class GuardedUpsertTask extends MemorySinkTask {
    public GuardedUpsertTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        client.upsertIfNewer(rows);
    }
}

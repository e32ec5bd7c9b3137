package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.MemorySinkTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** A partition's records are split over two threads, and the second is the faster one. Reported in neo4j-contrib/neo4j-streams#227. */
final class M37ThreadPoolTask extends MemorySinkTask {
    M37ThreadPoolTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        int half = rows.size() / 2;
        client.upsert(rows.subList(half, rows.size()));
        client.upsert(rows.subList(0, half));
    }
}

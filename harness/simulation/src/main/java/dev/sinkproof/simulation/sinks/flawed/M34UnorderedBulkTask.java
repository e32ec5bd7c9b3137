package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.MemorySinkTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A batch is an unordered bulk write: its rows are applied in any order. Reported in hpgrahsl/kafka-connect-mongodb#98. */
final class M34UnorderedBulkTask extends MemorySinkTask {
    M34UnorderedBulkTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        List<Row> anyOrder = new ArrayList<>(rows);
        Collections.reverse(anyOrder);
        client.upsert(anyOrder);
    }
}

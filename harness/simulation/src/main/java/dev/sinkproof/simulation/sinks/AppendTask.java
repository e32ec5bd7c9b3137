package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** At least once: a row for each record, and another one for each time that it is delivered again. */
public class AppendTask extends MemorySinkTask {
    public AppendTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        client.append(rows);
    }
}

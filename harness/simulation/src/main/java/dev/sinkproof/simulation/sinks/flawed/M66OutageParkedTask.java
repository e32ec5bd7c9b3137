package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ParkingAppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.TargetClient;
import dev.sinkproof.simulation.target.TargetException;
import java.util.List;

/** What a target that cannot be reached did not take goes to the dead letter queue. */
final class M66OutageParkedTask extends ParkingAppendTask {
    M66OutageParkedTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void write(List<Row> rows) {
        try {
            super.write(rows);
        } catch (TargetException e) {
            rows.forEach(row -> park(row, e));
        }
    }
}

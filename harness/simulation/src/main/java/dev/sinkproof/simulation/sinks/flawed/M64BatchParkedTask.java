package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ParkingAppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.RowRefusedException;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** One record that the target refuses sends all of its batch to the dead letter queue. */
final class M64BatchParkedTask extends ParkingAppendTask {
    M64BatchParkedTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void refused(List<Row> left, RowRefusedException e) {
        left.forEach(row -> park(row, e));
        left.clear();
    }
}

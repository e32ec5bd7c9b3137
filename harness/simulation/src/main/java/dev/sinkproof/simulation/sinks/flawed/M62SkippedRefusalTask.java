package dev.sinkproof.simulation.sinks.flawed;

import dev.sinkproof.simulation.sinks.ParkingAppendTask;
import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.RowRefusedException;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/** Rows that the target refuses are left out, and nobody is told. */
final class M62SkippedRefusalTask extends ParkingAppendTask {
    M62SkippedRefusalTask(TargetClient client) {
        super(client);
    }

    @Override
    protected void refused(List<Row> left, RowRefusedException e) {
        left.remove(e.index());
    }
}

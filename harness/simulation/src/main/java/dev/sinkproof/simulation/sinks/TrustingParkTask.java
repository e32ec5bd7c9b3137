package dev.sinkproof.simulation.sinks;

import dev.sinkproof.simulation.target.Row;
import dev.sinkproof.simulation.target.RowRefusedException;
import dev.sinkproof.simulation.target.TargetClient;
import java.util.List;

/**
 * A sink that reports what the target refuses and does not wait: by Connect's documentation a reported record is in the queue before
 * preCommit is called. See docs/findings/0004.
 */
public final class TrustingParkTask extends ParkingAppendTask {
    public TrustingParkTask(TargetClient client) {
        super(client);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // as the documentation has it
    protected void refused(List<Row> left, RowRefusedException e) {
        report(left.remove(e.index()), e);
    }
}

package dev.sinkproof.fault;

import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultSpec;
import java.io.IOException;

/**
 * Kills the worker that passed the fault point with SIGKILL: no preCommit, no close, no commit. Healed by starting the
 * same worker again ({@code recovery=restart}), or not at all where others take over ({@code recovery=takeover}).
 */
public final class WorkerKill implements Fault {
    public static final String KIND = "worker.kill";
    public static final String RECOVERY = "recovery";
    public static final String RESTART = "restart";
    public static final String TAKEOVER = "takeover";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String meaning() {
        return "kill the worker process (SIGKILL), then restart it or let another take over";
    }

    @Override
    public Strike strike(SystemUnderTest system, FaultSpec spec, Passing passing) throws IOException {
        String done = system.killWorker(passing.worker());
        return new Strike(
                GateDecision.CUT,
                passing.worker(),
                EventNames.WORKER_KILLED,
                done,
                passing.point().onTargetLink());
    }

    @Override
    public void heal(SystemUnderTest system, FaultSpec spec, Strike strike) throws IOException {
        if (RESTART.equals(spec.settings().get(RECOVERY))) {
            system.startWorker(strike.victim());
        }
    }
}

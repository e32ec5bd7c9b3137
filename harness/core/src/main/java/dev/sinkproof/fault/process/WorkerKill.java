package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Kills a worker with SIGKILL: no preCommit, no close, no commit. Healed by starting the same worker again
 * ({@code recovery=restart}), or not at all where others take over ({@code recovery=takeover}).
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
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "kill a worker process (SIGKILL), then restart it or let another take over";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Victim.WORKER, Comeback.RECOVERY);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.WORKERS);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String victim = Victim.of(moment);
        String done = moment.system().workers().kill(victim);
        Effect effect = Effect.of(EventNames.WORKER_KILLED, victim, done);
        return hitItself(moment, victim)
                ? effect.thenPassing(GateDecision.CUT)
                        .endingConnection(moment.passing().point().onTargetLink())
                : effect;
    }

    private static boolean hitItself(Moment moment, String victim) {
        return moment.passing() != null && victim.equals(moment.passing().worker());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        Comeback.heal(moment, effect);
    }
}

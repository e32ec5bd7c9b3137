package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.ShowsLater;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Asks a worker to end (SIGTERM), as an operator or a rolling upgrade does: tasks stop, close and commit. What is held
 * meanwhile goes on; the fault is done once the process has ended. Healing starts it again where {@code recovery=restart}.
 */
final class WorkerStop implements ShowsLater {
    @Override
    public String kind() {
        return "worker.stop";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "ask a worker process to end (SIGTERM), then restart it or let another take over";
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
        return Effect.of(
                EventNames.WORKER_STOPPED, victim, moment.system().workers().stop(victim));
    }

    @Override
    public Effect confirm(Moment moment, Effect struck) throws IOException {
        String victim = struck.source();
        moment.system().workers().awaitStopped(victim);
        return Effect.of(EventNames.WORKER_EXITED, victim, victim + " ended as it was asked to");
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        Comeback.heal(moment, effect);
    }
}

package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Stops a worker where it is (SIGSTOP) and lets it go on (SIGCONT) when healed. Past its session timeout others take over, and it wakes up
 * as a zombie that does not know it.
 */
final class WorkerPause implements Fault {
    @Override
    public String kind() {
        return "worker.pause";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "stop a worker process where it is (SIGSTOP); healed, it goes on (SIGCONT), perhaps as a zombie";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Victim.WORKER);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.WORKERS);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String victim = Victim.of(moment);
        return Effect.of(
                EventNames.WORKER_PAUSED, victim, moment.system().workers().pause(victim));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().workers().resume(effect.source());
    }
}

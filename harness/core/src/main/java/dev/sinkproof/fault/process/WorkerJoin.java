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

/** Starts one worker more, which takes over some of the tasks. Healed, it leaves (SIGTERM) where {@code leave=true}. */
final class WorkerJoin implements Fault {
    private static final Setting LEAVE =
            Setting.choice("leave", "whether it leaves again when healed", "false", "false", "true");

    @Override
    public String kind() {
        return "worker.join";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "start one worker more, which takes over some of the tasks";
    }

    @Override
    public List<Setting> settings() {
        return List.of(LEAVE);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.WORKERS);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        String name = moment.system().workers().join();
        return Effect.of(EventNames.WORKER_JOINED, name, name + " was started in addition");
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        if (LEAVE.is(moment.spec(), "true")) {
            // Not waited for: what is held at the moment of healing may be a thread of this very worker.
            moment.system().workers().stop(effect.source());
        }
    }
}

package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Crashes the target and starts it again. Healed when it accepts connections. */
final class TargetRestart implements Fault {
    @Override
    public String kind() {
        return "target.restart";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "end the target at once, as a crash does, and start it again on the same data";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET_PROCESS);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.TARGET_STOPPED,
                "target",
                moment.system().targetProcess().restart());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().targetProcess().start();
    }
}

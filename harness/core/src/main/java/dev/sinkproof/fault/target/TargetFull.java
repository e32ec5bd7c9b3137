package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Refuses writes as a full disk does. A simulation: nothing is full. Healed, writes are accepted. */
final class TargetFull implements Fault {
    @Override
    public String kind() {
        return "target.full";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "refuse the subject's inserts and updates as if the disk were full (SQLSTATE 53100; simulated by a trigger)";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.TARGET_DISTURBED,
                "target",
                moment.system().target().simulateFullDisk(moment.spec().id(), moment.run()));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}

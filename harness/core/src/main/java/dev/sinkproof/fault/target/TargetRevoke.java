package dev.sinkproof.fault.target;

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

/** Takes privileges from the subject. Healed by giving back exactly what was taken. */
final class TargetRevoke implements Fault {
    private static final Setting PRIVILEGES =
            Setting.text("privileges", "what is taken, separated by commas", "INSERT,UPDATE,DELETE");

    @Override
    public String kind() {
        return "target.revoke";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "take privileges on its table from the subject, and give them back when healed";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PRIVILEGES);
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
                moment.system().target().revoke(moment.spec().id(), moment.run(), PRIVILEGES.of(moment.spec())));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}

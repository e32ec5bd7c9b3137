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

/** Limits how long the subject's statements may take. Healed, they may take as long as before. */
final class TargetStatementTimeout implements Fault {
    private static final Setting MILLIS =
            Setting.number("millis", "longest time for a statement, in milliseconds; 0 is no limit", 1);

    @Override
    public String kind() {
        return "target.statement_timeout";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TARGET;
    }

    @Override
    public String meaning() {
        return "limit how long a statement of the subject may take until healed; its sessions end";
    }

    @Override
    public List<Setting> settings() {
        return List.of(MILLIS);
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
                moment.system()
                        .target()
                        .limitStatements(moment.spec().id(), moment.run(), MILLIS.numberOf(moment.spec())));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().target().end(moment.spec().id());
    }
}

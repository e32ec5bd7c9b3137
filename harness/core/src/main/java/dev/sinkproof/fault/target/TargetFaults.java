package dev.sinkproof.fault.target;

import dev.sinkproof.fault.Fault;
import java.util.List;

/** All faults of this family. */
public final class TargetFaults {
    private TargetFaults() {}

    public static List<Fault> all() {
        return List.of(
                new TargetLook(),
                new TargetRestart(),
                new TargetStop(),
                new TargetRevoke(),
                new TargetLock(),
                new TargetKillSessions(),
                new TargetReadOnly(),
                new TargetStatementTimeout(),
                new TargetDeadlock(),
                new TargetFull(),
                new TargetCredentials());
    }
}

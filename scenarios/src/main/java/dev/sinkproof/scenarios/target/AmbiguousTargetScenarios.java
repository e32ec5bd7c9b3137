package dev.sinkproof.scenarios.target;

import dev.sinkproof.scenarios.Scenario;
import java.util.List;

/** The target says nothing, no, or too late. */
public final class AmbiguousTargetScenarios {
    private static final List<Scenario> ALL = List.of(
            new AckLost(),
            new RequestLost(),
            new ResetMidWrite(),
            new TargetThrottled(),
            new PermissionRevokedAndRestored(),
            new CredentialsExpired(),
            new TargetRestart(),
            new SlowTarget(),
            new ConstraintViolationMidBatch());

    private AmbiguousTargetScenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }
}

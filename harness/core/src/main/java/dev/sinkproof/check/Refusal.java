package dev.sinkproof.check;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.TimelineEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a target's refusal of a request says: that the subject may not do it, that a write failed, or neither. */
enum Refusal {
    ACCESS_DENIED,
    WRITE_FAILED,
    /** For example that nothing is there under the name that was asked for, which is how sinks find that out. */
    OTHER;

    private static final Set<String> DENYING_STATUS = Set.of("401", "403");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    /** SQLSTATE class 28: invalid authorization specification. */
    private static final String INVALID_AUTHORIZATION = "28";

    /** Empty when the event is no refusal. */
    static Optional<Refusal> of(TimelineEvent event) {
        Map<String, String> facts = event.attributes();
        boolean refused = event.name().equals(FaultPoint.TARGET_ACK.id())
                && !facts.getOrDefault("outcome", "ok").equals("ok");
        return refused ? Optional.of(of(facts)) : Optional.empty();
    }

    private static Refusal of(Map<String, String> facts) {
        String sqlstate = facts.getOrDefault("sqlstate", "");
        boolean denied = DENYING_STATUS.contains(facts.getOrDefault("status", ""))
                || sqlstate.equals(INSUFFICIENT_PRIVILEGE)
                || sqlstate.startsWith(INVALID_AUTHORIZATION);
        if (denied) {
            return ACCESS_DENIED;
        }
        return facts.getOrDefault("kind", "").equals("read") ? OTHER : WRITE_FAILED;
    }
}

package dev.sinkproof.check;

import dev.sinkproof.model.EventNames;
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

    private static final int ERRORS_FROM = 400;

    /** Empty when the event is no refusal. One in the target's stead is one: the connector cannot tell. */
    static Optional<Refusal> of(TimelineEvent event) {
        Map<String, String> facts = event.attributes();
        boolean byTarget = event.name().equals(FaultPoint.TARGET_ACK.id())
                && !facts.getOrDefault("outcome", "ok").equals("ok");
        boolean inItsStead = event.name().equals(EventNames.LINK_DISTURBED)
                && facts.containsKey("answered")
                && isError(facts.get("status"));
        boolean refused = byTarget || inItsStead;
        return refused ? Optional.of(of(facts)) : Optional.empty();
    }

    /** Only HTTP has answers in the target's stead that are none. */
    private static boolean isError(String status) {
        return status == null || Integer.parseInt(status) >= ERRORS_FROM;
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

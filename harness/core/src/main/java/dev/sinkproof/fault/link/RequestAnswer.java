package dev.sinkproof.fault.link;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.EventNames;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers in the target's stead: at {@code target.request} the target never sees the request, at {@code target.ack} it has acted and its answer is
 * thrown away. What a setting means is up to the link's protocol; those of other protocols are ignored there.
 */
final class RequestAnswer implements Fault {
    private static final List<Setting> SETTINGS = List.of(
            optional("status", "HTTP: status code, for example 503"),
            optional("code", "S3: code of the error, for example SlowDown"),
            optional("retryAfter", "HTTP: seconds of the header Retry-After"),
            optional("body", "HTTP: the body"),
            optional("contentType", "HTTP: type of the body"),
            optional("sqlstate", "PostgreSQL: code of the error, for example 53300"),
            optional("severity", "PostgreSQL: ERROR, or FATAL, which closes the connection"),
            optional("message", "text of the error"));

    private static Setting optional(String name, String meaning) {
        return Setting.text(name, meaning, "");
    }

    @Override
    public String kind() {
        return "request.answer";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.LINK;
    }

    @Override
    public String meaning() {
        return "answer the request at the fault point with an error in the target's stead";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TARGET_LINK);
    }

    @Override
    public Where where() {
        return Where.ON_TARGET_LINK;
    }

    @Override
    public Effect strike(Moment moment) {
        Map<String, String> settings = moment.spec().settings();
        return Effect.of(
                        EventNames.LINK_DISTURBED,
                        "link:" + moment.passing().worker(),
                        moment.passing().point().id() + " was answered in the target's stead: " + settings)
                .thenPassing(GateDecision.answer(settings));
    }
}

package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAttributes;
import java.util.Map;
import java.util.Set;

/** Plain HTTP: what a request does is known from its method only. */
final class RestDialect implements HttpDialect {
    private static final Set<String> DURABLE = Set.of("POST", "PUT", "PATCH", "DELETE");

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Map<String, String> describe(HttpRequest request) {
        return Map.of(LinkAttributes.DURABLE, Boolean.toString(DURABLE.contains(request.method())));
    }

    @Override
    public Document error(HttpRequest request, GateDecision answer) {
        return Document.NONE;
    }
}

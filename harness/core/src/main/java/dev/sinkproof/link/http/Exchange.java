package dev.sinkproof.link.http;

import dev.sinkproof.link.LinkAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * A request and what is told of it at the fault points.
 *
 * @param request the request
 * @param attributes at {@code target.request}
 */
record Exchange(HttpRequest request, Map<String, String> attributes) {
    static Exchange of(HttpRequest request, long number, BodyFraming body, HttpDialect dialect) {
        Map<String, String> attributes = new HashMap<>(dialect.describe(request));
        attributes.put(LinkAttributes.CYCLE, Long.toString(number));
        attributes.put(LinkAttributes.KIND, request.reads() ? "read" : "write");
        attributes.put(LinkAttributes.METHOD, request.method());
        attributes.put(LinkAttributes.PATH, request.path());
        attributes.put(LinkAttributes.QUERY, String.join(",", request.query().keySet()));
        attributes.put(LinkAttributes.HOST, request.host());
        body.length().ifPresent(bytes -> attributes.put(LinkAttributes.BODY_BYTES, Long.toString(bytes)));
        return new Exchange(request, attributes);
    }

    /** At {@code target.ack}. */
    Map<String, String> acknowledgement(int status) {
        boolean ok = status < 400;
        Map<String, String> all = new HashMap<>(attributes);
        all.put(LinkAttributes.STATUS, Integer.toString(status));
        all.put(LinkAttributes.OUTCOME, ok ? LinkAttributes.OK : LinkAttributes.ERROR);
        boolean durable = "true".equals(attributes.get(LinkAttributes.DURABLE));
        all.put(LinkAttributes.COMMITTED, Boolean.toString(ok && durable));
        return all;
    }
}

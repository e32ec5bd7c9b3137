package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import java.util.Map;

/** What a family of targets makes of HTTP. */
interface HttpDialect {
    /** Short name of the protocol. */
    String name();

    /** Facts about a request that only this dialect knows; whether it is durable among them. */
    Map<String, String> describe(HttpRequest request);

    /** The body of an error where the decision brings none; never null. */
    Document error(HttpRequest request, GateDecision answer);

    /** A body and its type. */
    record Document(String contentType, String text) {
        static final Document NONE = new Document("", "");
    }
}

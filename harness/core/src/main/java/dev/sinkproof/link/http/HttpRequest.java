package dev.sinkproof.link.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request, as far as its head tells.
 *
 * @param head the head itself
 * @param path as it was sent, without query
 * @param query keys and values, decoded, in order; a key without a value has an empty one
 */
record HttpRequest(HttpHead head, String path, Map<String, String> query) {
    static HttpRequest of(HttpHead head) {
        String target = head.target();
        int mark = target.indexOf('?');
        return new HttpRequest(
                head, mark < 0 ? target : target.substring(0, mark), query(mark < 0 ? "" : target.substring(mark + 1)));
    }

    String method() {
        return head.method();
    }

    String host() {
        return head.header("host").orElse("");
    }

    boolean reads() {
        return switch (method()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /** Decodes %XX. What is no valid encoding stays as it is. */
    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        Arrays.stream(text.split("&")).filter(part -> !part.isEmpty()).forEach(part -> {
            int equals = part.indexOf('=');
            query.put(
                    decoded(equals < 0 ? part : part.substring(0, equals)),
                    equals < 0 ? "" : decoded(part.substring(equals + 1)));
        });
        return query;
    }
}

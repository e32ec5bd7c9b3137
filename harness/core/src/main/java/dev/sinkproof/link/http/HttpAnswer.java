package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAnswers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** A response in the target's stead. */
final class HttpAnswer {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private HttpAnswer() {}

    /** @param closes whether the connection ends after it */
    static byte[] bytes(HttpRequest request, GateDecision answer, HttpDialect dialect, boolean closes) {
        int status = LinkAnswers.status(answer);
        HttpDialect.Document document = document(request, answer, dialect);
        byte[] body = document.text().getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Answered") + "\r\n");
        header(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        header(head, "Server", "sinkproof-link");
        String retryAfter = answer.settings().get(LinkAnswers.RETRY_AFTER);
        if (retryAfter != null) {
            header(head, "Retry-After", retryAfter);
        }
        if (closes) {
            header(head, "Connection", "close");
        }
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            header(head, "Content-Length", Integer.toString(body.length));
        }
        if (!bodiless && body.length > 0) {
            header(head, "Content-Type", document.contentType());
        }
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return bodiless || request.method().equals("HEAD") ? headBytes : joined(headBytes, body);
    }

    private static HttpDialect.Document document(HttpRequest request, GateDecision answer, HttpDialect dialect) {
        Map<String, String> settings = answer.settings();
        return settings.containsKey(LinkAnswers.BODY)
                ? new HttpDialect.Document(
                        settings.getOrDefault(LinkAnswers.CONTENT_TYPE, TEXT), settings.get(LinkAnswers.BODY))
                : dialect.error(request, answer);
    }

    private static void header(StringBuilder head, String name, String value) {
        // A line break would begin another header.
        head.append(name).append(": ").append(value.replaceAll("[\r\n]", " ")).append("\r\n");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}

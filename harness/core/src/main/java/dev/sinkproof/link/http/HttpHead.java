package dev.sinkproof.link.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Start line and headers of a request or a response. */
final class HttpHead {
    private final String[] startLine;
    private final List<Header> headers;

    private record Header(String name, String value) {}

    private HttpHead(String[] startLine, List<Header> headers) {
        this.startLine = startLine;
        this.headers = headers;
    }

    /** Reads a head of one character a byte, with or without the empty line at its end. */
    static HttpHead parse(String text) throws MalformedHttpException {
        String[] lines = text.split("\r?\n");
        String[] start = lines[0].split(" ", 3);
        if (start.length < 2) {
            throw new MalformedHttpException("a message that begins with \"" + shown(lines[0]) + "\"");
        }
        List<Header> headers = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            headers.add(headerOf(line));
        }
        return new HttpHead(start, headers);
    }

    /** Of a request. */
    String method() {
        return startLine[0];
    }

    /** Of a request: path and query, without scheme and host where the client sent them. */
    String target() {
        String target = startLine[1];
        int scheme = target.indexOf("://");
        if (target.startsWith("/") || scheme < 0) {
            return target;
        }
        int path = target.indexOf('/', scheme + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    /** Of a response. */
    int status() throws MalformedHttpException {
        if (!startLine[0].startsWith("HTTP/1.") || !startLine[1].matches("[1-9][0-9]{2}")) {
            throw new MalformedHttpException("a response that begins with \"" + shown(startLine[0]) + "\"");
        }
        return Integer.parseInt(startLine[1]);
    }

    HttpHead checkedRequest() throws MalformedHttpException {
        if (startLine.length < 3 || !startLine[2].startsWith("HTTP/1.")) {
            throw new MalformedHttpException("a request that is not HTTP/1: \"" + shown(startLine[0]) + "\"");
        }
        return this;
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name.equals(name))
                .map(Header::value)
                .findFirst();
    }

    /** Whether one of the comma-separated values of a header is this. */
    boolean has(String name, String token) {
        return headers.stream()
                .filter(header -> header.name.equals(name))
                .flatMap(header -> Arrays.stream(header.value.split(",")))
                .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }

    /** Whether the sender ends the connection after this message. */
    boolean closes() {
        boolean old = Arrays.asList(startLine).contains("HTTP/1.0");
        return has("connection", "close") || (old && !has("connection", "keep-alive"));
    }

    private static Header headerOf(String line) throws MalformedHttpException {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new MalformedHttpException("a header line \"" + shown(line) + "\"");
        }
        return new Header(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).strip());
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}

package dev.sinkproof.link.http;

/** The bytes do not follow HTTP/1 as the link knows it. */
final class MalformedHttpException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHttpException(String message) {
        super(message);
    }
}

package dev.sinkproof.kafka.proxy;

/** A rule needs to look into a request, and it cannot be read. */
final class RequestUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}

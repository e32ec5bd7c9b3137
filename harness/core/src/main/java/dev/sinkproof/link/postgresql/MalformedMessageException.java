package dev.sinkproof.link.postgresql;

/** The bytes do not follow the protocol as the link knows it. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}

package dev.sinkproof.link;

/** Something could not be done to a link, with the reason in words. */
public final class LinkControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LinkControlException(String message) {
        super(message);
    }

    public LinkControlException(String message, Throwable cause) {
        super(message, cause);
    }
}

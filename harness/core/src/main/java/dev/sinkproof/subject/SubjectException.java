package dev.sinkproof.subject;

/** The subject file, or something it names, cannot be used. The message says what, where, and what to do. */
public final class SubjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SubjectException(String message) {
        super(message);
    }

    public SubjectException(String message, Throwable cause) {
        super(message, cause);
    }
}

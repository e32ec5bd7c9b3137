package dev.sinkproof.environment;

/** The environment cannot do what was asked, and the user can mend it: the message says what, where, and what to do. */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}

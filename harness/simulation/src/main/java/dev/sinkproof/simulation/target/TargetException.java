package dev.sinkproof.simulation.target;

/** The target did not do, or did not answer, a request. Whether it did it is another question. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: thousands are thrown a second. */
    TargetException(String message) {
        super(message, null, false, false);
    }
}

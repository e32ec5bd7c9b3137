package dev.sinkproof.junit;

/** A case about which nothing can be said: a fault did not fire, the target was not read, there were no records. Never a pass. */
public final class InconclusiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InconclusiveException(String message) {
        super(message, null, false, false);
    }
}

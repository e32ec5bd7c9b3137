package dev.sinkproof.fault;

/** A plan asks for a fault that makes no sense; the message says which, why, and what was probably meant. */
public final class InvalidFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidFaultException(String message) {
        super(message);
    }
}

package dev.sinkproof.junit;

/** A case in which the subject broke its contract. The message tells what happened to a record, and how to run it again. */
public final class ContractBrokenError extends AssertionError {
    private static final long serialVersionUID = 1L;

    ContractBrokenError(String message) {
        super(message);
    }

    /** Where it is thrown says nothing: no code of the user led there. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}

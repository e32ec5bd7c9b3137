package dev.sinkproof.reports;

import java.io.IOException;

/** A results file cannot be used. The message says which file, what is wrong with it, and what to do. */
public final class InvalidResultsException extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}

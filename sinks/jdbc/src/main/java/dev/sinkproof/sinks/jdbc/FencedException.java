package dev.sinkproof.sinks.jdbc;

import org.apache.kafka.connect.errors.ConnectException;

/** Another task has claimed a partition since this one did: this one may not write it any more, and nothing was written. */
public final class FencedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /** @param message names the partition and both claims */
    public FencedException(String message) {
        super(message);
    }
}

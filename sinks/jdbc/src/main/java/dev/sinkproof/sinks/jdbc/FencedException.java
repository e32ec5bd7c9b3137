package dev.sinkproof.sinks.jdbc;

import org.apache.kafka.connect.errors.RetriableException;

/**
 * Another task has claimed a partition since this one did: this one may not write it any more, and nothing was written.
 *
 * <p>To be tried again, because a task that has lost a partition hears of it at its next poll, and not before: then Connect takes the
 * partition's records out of the batch, and the task goes on with what it still has. One that has it still after that poll claims it anew.
 */
public final class FencedException extends RetriableException {
    private static final long serialVersionUID = 1L;

    /** @param message names the partition and both claims */
    public FencedException(String message) {
        super(message);
    }
}

package dev.sinkproof.sinks.s3;

import org.apache.kafka.connect.errors.RetriableException;

/** Control goes back to Connect before its consumer counts as dead; the upload goes on at the next call. */
final class OutOfTimeException extends RetriableException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super("the upload takes longer than " + S3SinkConfig.PUT_MAX_MS + "; it goes on where it is");
    }
}

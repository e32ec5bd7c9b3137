package dev.sinkproof.sinks.s3;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import software.amazon.awssdk.core.exception.SdkException;

/** Counts failures in a row and decides what Connect is told. Not thread-safe. */
final class Retries {
    private static final int DOUBLINGS_MOST = 20;

    private final int most;
    private final long backoffMillis;
    private final long backoffMaxMillis;
    private final SinkTaskContext context;
    private int failures;

    Retries(S3SinkConfig config, SinkTaskContext context) {
        this.most = config.maxRetries();
        this.backoffMillis = config.retryBackoffMillis();
        this.backoffMaxMillis = config.retryBackoffMaxMillis();
        this.context = context;
    }

    /** The exception to throw: Connect calls again, after a while, when it is a {@link RetriableException}. */
    ConnectException failed(SdkException e) {
        String message = S3Errors.describe(e);
        if (!S3Errors.isTransient(e)) {
            return new ConnectException(message, e);
        }
        failures++;
        if (most != S3SinkConfig.UNLIMITED_RETRIES && failures > most) {
            return new ConnectException("gave up after " + most + " retries: " + message, e);
        }
        context.timeout(Math.max(1, pauseMillis()));
        return new RetriableException(message, e);
    }

    private long pauseMillis() {
        return Math.min(backoffMaxMillis, backoffMillis << Math.min(failures - 1, DOUBLINGS_MOST));
    }

    /** A request succeeded: what fails next is another failure. */
    void succeeded() {
        failures = 0;
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.SQLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Counts the failures of one batch and decides what Connect is told. Not thread-safe. */
final class Retries {
    private final int most;
    private final int backoffMillis;
    private final SinkTaskContext context;
    private int failures;

    Retries(JdbcSinkConfig config, SinkTaskContext context) {
        this.most = config.maxRetries();
        this.backoffMillis = config.retryBackoffMillis();
        this.context = context;
    }

    /** The exception to throw: Connect delivers the batch again when it is a {@link RetriableException}. */
    ConnectException failed(String what, SQLException e) {
        String message = what + ": " + SqlErrors.describe(e);
        if (!SqlErrors.isTransient(e)) {
            return new ConnectException(message, e);
        }
        failures++;
        if (most != JdbcSinkConfig.UNLIMITED_RETRIES && failures > most) {
            return new ConnectException("gave up after " + most + " retries: " + message, e);
        }
        context.timeout(backoffMillis);
        return new RetriableException(message, e);
    }

    void putDone() {
        failures = 0;
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Counts the failures of one batch and decides what Connect is told. Not thread-safe.
 *
 * <p>Connect takes the wished-for pause as a limit of its poll only, and delivers the batch again at its next offset commit at the
 * latest. So the budget is one of time: failures that come sooner than the pause after the last counted one are not counted.
 */
final class Retries {
    private final int most;
    private final int backoffMillis;
    private final SinkTaskContext context;
    private final LongSupplier nanoClock;
    private int failures;
    private long countedAtNanos;

    Retries(JdbcSinkConfig config, SinkTaskContext context) {
        this(config, context, System::nanoTime);
    }

    Retries(JdbcSinkConfig config, SinkTaskContext context, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
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
        count();
        if (most != JdbcSinkConfig.UNLIMITED_RETRIES && failures > most) {
            return new ConnectException("gave up after " + most + " retries: " + message, e);
        }
        pause();
        return new RetriableException(message, e);
    }

    /** A pause, in which Connect polls, and a task that has lost a partition hears of it. */
    void pause() {
        context.timeout(backoffMillis);
    }

    private void count() {
        long now = nanoClock.getAsLong();
        if (failures == 0 || now - countedAtNanos >= TimeUnit.MILLISECONDS.toNanos(backoffMillis)) {
            failures++;
            countedAtNanos = now;
        }
    }

    void putDone() {
        failures = 0;
    }
}

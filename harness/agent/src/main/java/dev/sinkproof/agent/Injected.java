package dev.sinkproof.agent;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Makes the throwables that the harness asks for, and knows them again. They are of the very classes that a subject throws, so
 * that Connect treats them alike; a suppressed {@link Mark} tells them from the subject's, in logs and for the agent itself. Links
 * to Kafka's classes, so it is first touched by a task.
 */
final class Injected {
    static final String PREFIX = "sinkproof fault: ";

    /** A chain of causes may be a ring. */
    private static final int CAUSES_MAX = 32;

    private Injected() {}

    /** @return a RuntimeException or an Error */
    static Throwable of(Injection injection, Point point) {
        Throwable made = make(injection.kind(), PREFIX + injection.message());
        made.addSuppressed(new Mark(point));
        return made;
    }

    private static Throwable make(Injection.Kind kind, String message) {
        return switch (kind) {
            case RETRIABLE -> new RetriableException(message);
            case FATAL -> new ConnectException(message);
            case ERROR -> new InjectedError(message);
        };
    }

    /** Throws what {@link #of} has made. */
    static void raise(Throwable made) {
        if (made instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) made;
    }

    /** Whether it is, or was caused by, a throwable of ours. */
    static boolean isBehind(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            if (isMarked(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isMarked(Throwable thrown) {
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (suppressed instanceof Mark) {
                return true;
            }
        }
        return false;
    }

    /** Shows in a stack trace where the throwable comes from. */
    private static final class Mark extends Exception {
        private static final long serialVersionUID = 1L;

        Mark(Point point) {
            super(
                    "not thrown by Connect or by the connector, but injected by Sinkproof at " + point.id(),
                    null,
                    false,
                    false);
        }
    }
}

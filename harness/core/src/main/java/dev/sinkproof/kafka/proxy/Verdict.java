package dev.sinkproof.kafka.proxy;

import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.protocol.Errors;

/**
 * How an exchange goes on.
 *
 * @param kind what happens to it
 * @param error what the client is told; only with {@link Kind#REFUSE}
 */
public record Verdict(Kind kind, Errors error) {
    /** As if nothing had happened. */
    public static final Verdict PROCEED = new Verdict(Kind.PROCEED, Errors.NONE);
    /** The connection is closed on both sides. */
    public static final Verdict DISCONNECT = new Verdict(Kind.DISCONNECT, Errors.NONE);
    /** Nothing is forwarded or answered on this connection from here on. */
    public static final Verdict SILENCE = new Verdict(Kind.SILENCE, Errors.NONE);

    /** What can become of an exchange. */
    public enum Kind {
        PROCEED,
        DISCONNECT,
        SILENCE,
        REFUSE
    }

    public Verdict {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.REFUSE) == (error == Errors.NONE)) {
            throw new IllegalArgumentException(kind + " with " + error);
        }
    }

    /** The client gets this error instead of the broker's answer. */
    public static Verdict refuse(Errors error) {
        return new Verdict(Kind.REFUSE, error);
    }

    @Override
    public String toString() {
        return kind == Kind.REFUSE ? "refuse with " + error : kind.name().toLowerCase(Locale.ROOT);
    }
}

package dev.sinkproof.fault;

import java.util.Map;
import java.util.Objects;

/**
 * How a passing goes on after the gate.
 *
 * <p>Each place obeys what it can do: {@link Action#THROW} means something in a worker only, {@link Action#DROP}, {@link
 * Action#CUT}, {@link Action#CUT_MIDWAY} and {@link Action#ANSWER} on the link only; where an action means nothing the passing
 * proceeds.
 *
 * @param action what is done
 * @param settings particulars of the action, by the names that the place which obeys it documents
 */
public record GateDecision(Action action, Map<String, String> settings) {
    /** Go on as if nothing had happened. */
    public static final GateDecision PROCEED = new GateDecision(Action.PROCEED, Map.of());
    /** Swallow this request or response and keep the connection. */
    public static final GateDecision DROP = new GateDecision(Action.DROP, Map.of());
    /** Close the connection on both sides. */
    public static final GateDecision CUT = new GateDecision(Action.CUT, Map.of());

    /** Setting of {@link Action#CUT_MIDWAY}: how much of the request or response still goes through, in per cent. */
    public static final String PERCENT = "percent";
    /** Setting of {@link Action#THROW}: {@code retriable}, {@code fatal} or {@code error}. */
    public static final String THROWABLE = "throwable";
    /** Setting of {@link Action#THROW}: the message. */
    public static final String MESSAGE = "message";

    /** What can be done with a passing. */
    public enum Action {
        /** Go on. */
        PROCEED,
        /** Link: swallow the request or response, keep the connection. */
        DROP,
        /** Link: close the connection on both sides. */
        CUT,
        /** Link: let a part of the request or response through, then close the connection on both sides. */
        CUT_MIDWAY,
        /** Link: the target never sees the request (or its answer is thrown away), the client gets an answer of ours. */
        ANSWER,
        /** Worker: the held thread throws instead of going on. */
        THROW
    }

    public GateDecision {
        Objects.requireNonNull(action, "action");
        settings = Map.copyOf(settings);
    }

    /** Lets so many per cent of the bytes through, then closes the connection. */
    public static GateDecision cutMidway(int percent) {
        return new GateDecision(Action.CUT_MIDWAY, Map.of(PERCENT, Integer.toString(percent)));
    }

    /** Answers in the target's stead; what the settings mean is up to the link's protocol. */
    public static GateDecision answer(Map<String, String> settings) {
        return new GateDecision(Action.ANSWER, settings);
    }

    /** The held thread throws {@code retriable}, {@code fatal} or an {@code error}. */
    public static GateDecision throwing(String throwable, String message) {
        return new GateDecision(Action.THROW, Map.of(THROWABLE, throwable, MESSAGE, message));
    }
}

package dev.sinkproof.kafka.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the requests that match a rule it acts on, by their number, counted from 1 over all connections.
 *
 * @param first the first one
 * @param last the last one, inclusive
 */
public record Calls(long first, long last) {
    private static final Pattern WITH_NUMBER = Pattern.compile("(onCall|times)\\((\\d{1,18})\\)");

    public Calls {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException(
                    "calls are counted from 1 and the last is not before the first, but are " + first + " to " + last);
        }
    }

    /** The first one only. */
    public static Calls once() {
        return onCall(1);
    }

    /** The n-th one only. */
    public static Calls onCall(long n) {
        return new Calls(n, n);
    }

    /** The first n. */
    public static Calls times(long n) {
        return new Calls(1, n);
    }

    public static Calls always() {
        return new Calls(1, Long.MAX_VALUE);
    }

    /**
     * Reads {@code once}, {@code onCall(n)}, {@code times(n)} or {@code always}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    public static Calls parse(String text) {
        if (text.equals("once")) {
            return once();
        }
        if (text.equals("always")) {
            return always();
        }
        Matcher numbered = WITH_NUMBER.matcher(text);
        if (!numbered.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is none of once, onCall(n), times(n), always; n is a number from 1");
        }
        long n = Long.parseLong(numbered.group(2));
        return numbered.group(1).equals("times") ? times(n) : onCall(n);
    }

    boolean cover(long call) {
        return call >= first && call <= last;
    }

    @Override
    public String toString() {
        if (first == last) {
            return first == 1 ? "once" : "onCall(" + first + ")";
        }
        if (first > 1) {
            return "calls " + first + " to " + last;
        }
        return last == Long.MAX_VALUE ? "always" : "times(" + last + ")";
    }
}

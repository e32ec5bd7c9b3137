package dev.sinkproof.model;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * When something happens: at passings of a fault point that meet all conditions; or, without a point, right after another
 * fault, or when some time has passed, which is the last resort.
 *
 * @param point the fault point; null for a trigger that waits for no passing
 * @param occurrence which of the passings that count
 * @param nth the number that {@code occurrence} speaks of, from 1; passings are counted over all workers and tasks
 * @param conditions attribute name to required value: {@code durable=true}; {@code *} stands for any text, {@code >=100} for
 *     numbers from 100, {@code !x} for anything but x
 * @param after id of a fault that must have fired first, or {@code ID.healed}; passings count from then on; empty for none
 * @param delayMillis without a point: how long after {@code after}, or after the safety phase began; 0 is at once
 */
public record TriggerSpec(
        @MayBeNull FaultPoint point,
        @MayBeNull @Since(1) Occurrence occurrence,
        int nth,
        Map<String, String> conditions,
        @MayBeNull @Since(1) String after,
        @Since(1) long delayMillis) {
    /** Ends the id of a fault in {@code after}: not when it fired, but when it was healed. */
    public static final String HEALED = ".healed";

    public TriggerSpec {
        occurrence = occurrence == null ? Occurrence.NTH : occurrence;
        conditions = conditions == null ? Map.of() : Map.copyOf(conditions);
        after = after == null ? "" : after;
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1, but is " + nth);
        }
        if (delayMillis < 0) {
            throw new IllegalArgumentException("a delay is 0 ms or more, but is " + delayMillis);
        }
        if (point == null && !conditions.isEmpty()) {
            throw new IllegalArgumentException(
                    "conditions " + conditions + " need a fault point whose passings meet them");
        }
        if (point != null && delayMillis > 0) {
            throw new IllegalArgumentException(
                    "a trigger waits either for " + point.id() + " or for time, not for both");
        }
    }

    /** The n-th passing that meets all conditions. */
    public TriggerSpec(FaultPoint point, int nth, Map<String, String> conditions) {
        this(Objects.requireNonNull(point, "point"), Occurrence.NTH, nth, conditions, "", 0);
    }

    /** The first passing of a point. */
    public static TriggerSpec at(FaultPoint point) {
        return new TriggerSpec(point, 1, Map.of());
    }

    /** Right after a fault fired, or, with {@link #HEALED} at its end, was healed. */
    public static TriggerSpec then(String after) {
        return new TriggerSpec(null, Occurrence.NTH, 1, Map.of(), after, 0);
    }

    /** When so much time has passed, counted from the start of the safety phase, or see {@link #after}. */
    public static TriggerSpec afterMillis(long delayMillis) {
        return new TriggerSpec(null, Occurrence.NTH, 1, Map.of(), "", delayMillis);
    }

    /** The same trigger at its n-th passing only. */
    public TriggerSpec onNth(int n) {
        return new TriggerSpec(point, Occurrence.NTH, n, conditions, after, delayMillis);
    }

    /** The same trigger at each of its first n passings. */
    public TriggerSpec onFirst(int n) {
        return new TriggerSpec(point, Occurrence.FIRST, n, conditions, after, delayMillis);
    }

    /** The same trigger at every n-th passing. */
    public TriggerSpec onEvery(int n) {
        return new TriggerSpec(point, Occurrence.EVERY, n, conditions, after, delayMillis);
    }

    /** The same trigger with one more condition. */
    public TriggerSpec when(String attribute, String value) {
        Map<String, String> more = new TreeMap<>(conditions);
        more.put(attribute, value);
        return new TriggerSpec(point, occurrence, nth, more, after, delayMillis);
    }

    /** The same trigger, counting only once another fault has fired. */
    public TriggerSpec after(String fault) {
        return new TriggerSpec(point, occurrence, nth, conditions, fault, delayMillis);
    }

    /** Whether it waits for a passing. */
    public boolean atPassing() {
        return point != null;
    }

    /** The trigger in words, for example {@code 3rd target.ack {durable=true} after kill-1}. */
    public String describe() {
        String when = point == null ? delay() : which() + point.id();
        return when + (conditions.isEmpty() ? "" : " " + new TreeMap<>(conditions)) + chained();
    }

    private String delay() {
        return delayMillis == 0 ? "moment" : "moment " + delayMillis + " ms";
    }

    private String chained() {
        if (after.isEmpty()) {
            return point == null ? " after the start" : "";
        }
        return after.endsWith(HEALED)
                ? " after the healing of " + after.substring(0, after.length() - HEALED.length())
                : " after " + after;
    }

    private String which() {
        return switch (occurrence) {
            case NTH -> ordinal(nth) + " ";
            case FIRST -> "first " + nth + " ";
            case EVERY -> nth == 1 ? "every " : "every " + ordinal(nth) + " ";
        };
    }

    private static String ordinal(int n) {
        int lastTwo = n % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return n + "th";
        }
        return switch (n % 10) {
            case 1 -> n + "st";
            case 2 -> n + "nd";
            case 3 -> n + "rd";
            default -> n + "th";
        };
    }
}

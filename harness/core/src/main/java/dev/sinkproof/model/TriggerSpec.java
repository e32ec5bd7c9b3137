package dev.sinkproof.model;

import java.util.Map;
import java.util.Objects;

/**
 * When a fault fires: at the n-th passing of a fault point that meets all conditions.
 *
 * @param point the fault point
 * @param nth which passing, counted from 1 over all workers and tasks among those that meet the conditions
 * @param conditions attribute name to required value, for example {@code durable=true}
 */
public record TriggerSpec(FaultPoint point, int nth, Map<String, String> conditions) {
    public TriggerSpec {
        Objects.requireNonNull(point, "point");
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1, but is " + nth);
        }
        conditions = Map.copyOf(conditions);
    }

    /** The trigger in words, for example {@code 3rd target.ack}. */
    public String describe() {
        return ordinal(nth) + " " + point.id()
                + (conditions.isEmpty() ? "" : " " + new java.util.TreeMap<>(conditions));
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

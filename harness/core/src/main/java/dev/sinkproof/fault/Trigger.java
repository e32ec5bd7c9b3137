package dev.sinkproof.fault;

import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TriggerSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Counts the passings that meet a trigger's conditions, and says when it is due. Not thread-safe: whoever counts guards it. */
public final class Trigger {
    private final TriggerSpec spec;
    private int passings;

    /** A trigger that has seen no passing yet; one that waits for no passing is never due. */
    public Trigger(TriggerSpec spec) {
        this.spec = spec;
    }

    TriggerSpec spec() {
        return spec;
    }

    /** Counts the passing if it meets the conditions; true when the trigger is due at it. */
    public boolean due(Passing passing) {
        if (!meets(passing)) {
            return false;
        }
        passings++;
        return spec.occurrence().dueAt(passings, spec.nth());
    }

    /** How many passings met the conditions so far. */
    public int passings() {
        return passings;
    }

    private boolean meets(Passing passing) {
        return passing.point() == spec.point()
                && spec.conditions().entrySet().stream().allMatch(condition -> meets(passing, condition));
    }

    private boolean meets(Passing passing, Map.Entry<String, String> required) {
        Condition condition = new Condition(required.getValue());
        return switch (required.getKey()) {
            case PointAttributes.TABLE -> touches(passing.attributes().getOrDefault("tables", ""), required.getValue());
            case PointAttributes.WORKER -> condition.isMetBy(passing.worker());
            case PointAttributes.TASK -> condition.isMetBy(passing.task());
            case PointAttributes.TOPIC -> passing.spans().stream().anyMatch(span -> condition.isMetBy(span.topic()));
            case PointAttributes.PARTITION -> passing.spans().stream().anyMatch(this::isOfPartition);
            case PointAttributes.OFFSET ->
                passing.spans().stream()
                        .anyMatch(span -> isOfPartition(span) && condition.isMetWithin(span.first(), span.last()));
            default -> condition.isMetBy(passing.attributes().get(required.getKey()));
        };
    }

    /** Offsets are numbered for each partition, so a condition on both must be met by one of them. */
    private boolean isOfPartition(OffsetSpan span) {
        String partition = spec.conditions().get(PointAttributes.PARTITION);
        return partition == null || new Condition(partition).isMetBy(Integer.toString(span.partition()));
    }

    private static boolean touches(String tables, String table) {
        return tables.isEmpty()
                || Arrays.stream(tables.split(","))
                        .anyMatch(name -> lastPart(name).equals(lastPart(table)));
    }

    private static String lastPart(String name) {
        String plain = name.replace("\"", "").trim().toLowerCase(Locale.ROOT);
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}

package dev.sinkproof.fault;

import dev.sinkproof.model.TriggerSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Counts the passings that meet a trigger's conditions, and says when it is due. Not thread-safe: the engine's lock guards it. */
final class Trigger {
    /** Condition on the tables a request touches; met when the table is among them, or none could be told. */
    static final String TABLE = "table";

    static final String WORKER = "worker";
    static final String TASK = "task";

    private final TriggerSpec spec;
    private int passings;

    Trigger(TriggerSpec spec) {
        this.spec = spec;
    }

    /** Counts the passing if it meets the conditions; true at the n-th such passing only. */
    boolean due(Passing passing) {
        if (!meets(passing)) {
            return false;
        }
        passings++;
        return passings == spec.nth();
    }

    /** How many passings met the conditions so far. */
    int passings() {
        return passings;
    }

    private boolean meets(Passing passing) {
        return passing.point() == spec.point()
                && spec.conditions().entrySet().stream().allMatch(condition -> meets(passing, condition));
    }

    private static boolean meets(Passing passing, Map.Entry<String, String> condition) {
        return switch (condition.getKey()) {
            case TABLE -> touches(passing.attributes().getOrDefault("tables", ""), condition.getValue());
            case WORKER -> condition.getValue().equals(passing.worker());
            case TASK -> condition.getValue().equals(passing.task());
            default -> condition.getValue().equals(passing.attributes().get(condition.getKey()));
        };
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

package dev.sinkproof.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;

/**
 * One row (document, element) of the target.
 *
 * <p>Values are canonical: {@link Long} for all integers, {@link java.math.BigDecimal}, {@link Double} (also for single
 * precision), {@link Boolean}, {@link String}, {@code byte[]}, {@link MicroTimestamp}, or null.
 *
 * @param container where it lies: table, index, object key
 * @param fields column name to canonical value, in the target's order; unmodifiable, may hold null values
 */
public record TargetRow(String container, Map<String, Object> fields) {
    public TargetRow {
        Objects.requireNonNull(container, "container");
        fields = Collections.unmodifiableMap(fields);
    }
}

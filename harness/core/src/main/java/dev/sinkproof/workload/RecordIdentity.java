package dev.sinkproof.workload;

import dev.sinkproof.evidence.TargetRow;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which record of the workload a row of the target came from, as the row itself says.
 *
 * @param partition source partition
 * @param ordinal position among the records produced to the partition; not its offset
 */
public record RecordIdentity(int partition, long ordinal) {
    /** Column that holds the source partition. */
    public static final String PARTITION_COLUMN = "src_partition";
    /** Column that holds the ordinal. */
    public static final String ORDINAL_COLUMN = "src_ordinal";
    /** Column that holds the key's id. */
    public static final String KEY_COLUMN = "id";

    /** Whether the row has the two columns at all, whatever they hold. Letter case is ignored. */
    public static boolean keptBy(TargetRow row) {
        return columnName(row, PARTITION_COLUMN).isPresent()
                && columnName(row, ORDINAL_COLUMN).isPresent();
    }

    /**
     * Reads the identity from the row.
     *
     * @return empty when the columns are absent, or hold null or anything else than whole numbers from 0
     */
    public static Optional<RecordIdentity> of(TargetRow row) {
        OptionalLong partition = wholeNumber(value(row, PARTITION_COLUMN));
        OptionalLong ordinal = wholeNumber(value(row, ORDINAL_COLUMN));
        if (partition.isEmpty() || ordinal.isEmpty() || partition.getAsLong() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(new RecordIdentity((int) partition.getAsLong(), ordinal.getAsLong()));
    }

    /** The key's id as the row holds it, or empty when it holds none. */
    public static OptionalLong keyOf(TargetRow row) {
        return wholeNumber(value(row, KEY_COLUMN));
    }

    /** The row's own name of {@code column}, letter case ignored; empty when it has no such column. */
    public static Optional<String> columnName(TargetRow row, String column) {
        if (row.fields().containsKey(column)) {
            return Optional.of(column);
        }
        return row.fields().keySet().stream().filter(column::equalsIgnoreCase).findFirst();
    }

    private static Object value(TargetRow row, String column) {
        Object value = row.fields().get(column);
        return value != null ? value : valueIgnoringCase(row.fields(), column);
    }

    private static Object valueIgnoringCase(Map<String, Object> fields, String column) {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getKey().equalsIgnoreCase(column)) {
                return field.getValue();
            }
        }
        return null;
    }

    private static OptionalLong wholeNumber(Object value) {
        if (value instanceof Long number) {
            return number >= 0 ? OptionalLong.of(number) : OptionalLong.empty();
        }
        if (value instanceof Double number) {
            return Math.rint(number) == number && Math.abs(number) < 1L << 53
                    ? wholeNumber(number.longValue())
                    : OptionalLong.empty();
        }
        return value instanceof BigDecimal || value instanceof String ? parsed(value.toString()) : OptionalLong.empty();
    }

    private static OptionalLong parsed(String text) {
        try {
            return wholeNumber(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}

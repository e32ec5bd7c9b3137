package dev.sinkproof.workload;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;

/**
 * A record as the source log holds it and a faithful target shows it.
 *
 * @param partition source partition
 * @param ordinal position among the records produced to the partition, from 0; not its offset
 * @param keyId its key
 * @param version how often the key occurred before in its partition
 * @param tombstone whether it deletes its key; it has no fields then
 * @param fields column name to canonical value as in {@link dev.sinkproof.evidence.TargetRow}; unmodifiable, may hold null
 *     values
 */
public record ExpectedRecord(
        int partition, long ordinal, long keyId, long version, boolean tombstone, Map<String, Object> fields) {
    public ExpectedRecord {
        Objects.requireNonNull(fields, "fields");
        fields = Collections.unmodifiableMap(fields);
    }
}

package dev.sinkproof.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A row that is not what the source log says.
 *
 * @param partition source partition of its record
 * @param ordinal of its record
 * @param container where it lies
 * @param differences the fields that differ
 */
record CorruptedRow(int partition, long ordinal, String container, List<FieldDifference> differences) {
    String describe() {
        return differences.stream().map(FieldDifference::toString).collect(Collectors.joining("; "));
    }
}

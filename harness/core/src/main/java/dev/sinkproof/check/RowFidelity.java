package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.workload.ExpectedRecord;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares rows with the records that they came from, field by field. Columns that the record does not have are the
 * connector's own business. An absent column is faithful to null only.
 */
final class RowFidelity {
    private final Workload workload;
    private final Map<String, String> namesInTarget = new HashMap<>();

    RowFidelity(Workload workload) {
        this.workload = workload;
    }

    /** The fields that differ; empty for a faithful row. */
    List<FieldDifference> differences(int partition, long ordinal, TargetRow row) {
        if (workload.isExactly(partition, ordinal, row.fields())) {
            return List.of();
        }
        ExpectedRecord expected = workload.record(partition, ordinal);
        List<FieldDifference> differences = List.of();
        for (Map.Entry<String, Object> field : expected.fields().entrySet()) {
            String name = nameInTarget(row, field.getKey());
            Object actual = row.fields().get(name);
            if (!Faithful.same(field.getValue(), actual)) {
                differences = plus(differences, difference(row, name, field, actual));
            }
        }
        return differences;
    }

    /** Column names differ in letter case only, and rarely from row to row: the last one seen is tried first. */
    private String nameInTarget(TargetRow row, String column) {
        String known = namesInTarget.getOrDefault(column, column);
        if (row.fields().get(known) != null) {
            return known;
        }
        String name = RecordIdentity.columnName(row, column).orElse(known);
        namesInTarget.put(column, name);
        return name;
    }

    private static FieldDifference difference(
            TargetRow row, String name, Map.Entry<String, Object> expected, Object actual) {
        return new FieldDifference(
                expected.getKey(),
                Values.show(expected.getValue()),
                row.fields().containsKey(name) ? Values.show(actual) : FieldDifference.COLUMN_ABSENT);
    }

    private static List<FieldDifference> plus(List<FieldDifference> differences, FieldDifference one) {
        List<FieldDifference> more = new ArrayList<>(differences);
        more.add(one);
        return more;
    }
}

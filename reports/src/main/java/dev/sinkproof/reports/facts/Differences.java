package dev.sinkproof.reports.facts;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How two runs differ, case by case.
 *
 * @param rows differences first, the worst first
 */
public record Differences(List<Row> rows) {
    /** How a case went against before. */
    public enum Change {
        WORSE("worse"),
        NEW("new"),
        GONE("gone"),
        BETTER("better"),
        DIFFERS("differs"),
        SAME("same");

        private final String label;

        Change(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A case in both runs, or in one of them.
     *
     * @param caseId of the case
     * @param before null when it was not run before
     * @param after null when it was not run after
     * @param change what changed
     * @param anomalies what became of each kind of anomaly, in words
     */
    public record Row(String caseId, CaseResult before, CaseResult after, Change change, List<String> anomalies) {}

    public Differences {
        rows = List.copyOf(rows);
    }

    static Differences of(List<CaseResult> before, List<CaseResult> after) {
        Map<String, CaseResult> left = byId(before);
        Map<String, CaseResult> right = byId(after);
        Map<String, Row> rows = new LinkedHashMap<>();
        left.forEach((id, result) -> rows.put(id, row(id, result, right.get(id))));
        right.forEach((id, result) -> rows.computeIfAbsent(id, key -> row(key, null, result)));
        return new Differences(
                rows.values().stream().sorted(Comparator.comparing(Row::change)).toList());
    }

    public static Differences of(Results before, Results after) {
        return of(before.cases(), after.cases());
    }

    private static Map<String, CaseResult> byId(List<CaseResult> cases) {
        Map<String, CaseResult> byId = new LinkedHashMap<>();
        cases.forEach(result -> byId.putIfAbsent(result.plan().scenario().caseId(), result));
        return byId;
    }

    private static Row row(String id, CaseResult before, CaseResult after) {
        List<String> anomalies = anomalies(before, after);
        return new Row(id, before, after, change(before, after, anomalies), anomalies);
    }

    private static Change change(CaseResult before, CaseResult after, List<String> anomalies) {
        if (before == null) {
            return Change.NEW;
        }
        if (after == null) {
            return Change.GONE;
        }
        int worse = after.outcome().compareTo(before.outcome());
        if (worse != 0 && judged(before) && judged(after)) {
            return worse > 0 ? Change.WORSE : Change.BETTER;
        } else if (worse != 0) {
            return Change.DIFFERS;
        }
        boolean differs = anomalies.stream().anyMatch(each -> !each.startsWith("still "));
        return differs ? Change.DIFFERS : Change.SAME;
    }

    /** What was not judged is neither better nor worse than a verdict. */
    private static boolean judged(CaseResult result) {
        return result.outcome() != Outcome.NOT_APPLICABLE;
    }

    private static List<String> anomalies(CaseResult before, CaseResult after) {
        Map<AnomalyKind, Long> left = counts(before);
        Map<AnomalyKind, Long> right = counts(after);
        List<String> words = new ArrayList<>();
        for (AnomalyKind kind : AnomalyKind.values()) {
            boolean was = left.containsKey(kind);
            boolean is = right.containsKey(kind);
            if (is && !was) {
                words.add("new " + kind + " (" + Human.count(right.get(kind)) + ")");
            } else if (was && !is) {
                words.add("gone " + kind + " (" + Human.count(left.get(kind)) + ")");
            } else if (was) {
                words.add("still " + kind + " (" + Human.count(left.get(kind)) + " → " + Human.count(right.get(kind))
                        + ")");
            }
        }
        return words;
    }

    private static Map<AnomalyKind, Long> counts(CaseResult result) {
        return result == null
                ? Map.of()
                : result.anomalies().stream()
                        .collect(Collectors.groupingBy(
                                Anomaly::kind, TreeMap::new, Collectors.summingLong(Anomaly::count)));
    }

    /** For example {@code 1 worse, 5 same}. */
    public String sentence() {
        return rows.isEmpty()
                ? "neither run has a case"
                : rows.stream()
                        .collect(Collectors.groupingBy(Row::change, TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().label())
                        .collect(Collectors.joining(", "));
    }
}

package dev.sinkproof.reports.facts;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several subjects, case by case.
 *
 * @param subjects what each of them showed
 * @param rows cases in which they differ first, those that differ most before the others
 */
public record SideBySide(List<Results> subjects, List<Row> rows) {
    /** A case that at least one of them was taken through; empty for one that was not. */
    public record Row(String caseId, List<Optional<CaseResult>> results) {
        /** Whether one has another verdict, or other kinds of anomalies, or was not taken through it. */
        public boolean differs() {
            return results.stream().map(Row::shown).distinct().count() > 1;
        }

        private static String shown(Optional<CaseResult> result) {
            return result.map(each -> each.outcome() + " " + counts(each).keySet())
                    .orElse("");
        }

        /** How far the best verdict is from the worst. */
        private int spread() {
            int best = outcomes().mapToInt(Outcome::ordinal).min().orElse(0);
            return outcomes().mapToInt(Outcome::ordinal).max().orElse(0) - best;
        }

        private Stream<Outcome> outcomes() {
            return results.stream().flatMap(Optional::stream).map(CaseResult::outcome);
        }

        /** Whether a later one has a worse verdict than the first. */
        boolean worseThanFirst() {
            // What was not judged is neither better nor worse than a verdict.
            return results.get(0)
                    .map(CaseResult::outcome)
                    .filter(first -> first != Outcome.NOT_APPLICABLE)
                    .map(first -> outcomes().anyMatch(each -> each.compareTo(first) > 0))
                    .orElse(false);
        }
    }

    /** A guarantee, and what each subject's evidence says about it; empty where nothing. */
    public record GuaranteeRow(Guarantee guarantee, List<Optional<GuaranteeOutcome>> outcomes) {}

    public SideBySide {
        subjects = List.copyOf(subjects);
        rows = List.copyOf(rows);
    }

    public static SideBySide of(List<Results> subjects) {
        List<Map<String, CaseResult>> byId =
                subjects.stream().map(SideBySide::byId).toList();
        List<String> ids = byId.stream()
                .flatMap(cases -> cases.keySet().stream())
                .distinct()
                .toList();
        List<Row> rows = ids.stream()
                .map(id -> new Row(
                        id,
                        byId.stream()
                                .map(cases -> Optional.ofNullable(cases.get(id)))
                                .toList()))
                .sorted(Comparator.comparing(Row::differs)
                        .thenComparingInt(Row::spread)
                        .reversed())
                .toList();
        return new SideBySide(subjects, rows);
    }

    private static Map<String, CaseResult> byId(Results results) {
        Map<String, CaseResult> byId = new LinkedHashMap<>();
        results.cases().forEach(each -> byId.putIfAbsent(each.plan().scenario().caseId(), each));
        return byId;
    }

    /** Whether a later subject has a worse verdict in any case than the first. */
    public boolean worseThanFirst() {
        return rows.stream().anyMatch(Row::worseThanFirst);
    }

    /** The weakest guarantee first. */
    public List<GuaranteeRow> guarantees() {
        return Stream.of(Guarantee.values())
                .filter(each -> each != Guarantee.NONE)
                .map(each -> new GuaranteeRow(
                        each, subjects.stream().map(of -> outcome(of, each)).toList()))
                .filter(row -> row.outcomes().stream().anyMatch(Optional::isPresent))
                .toList();
    }

    private static Optional<GuaranteeOutcome> outcome(Results results, Guarantee guarantee) {
        return results.guarantees().stream()
                .filter(row -> row.guarantee() == guarantee)
                .findFirst();
    }

    /** A fact about each subject: a name, and words in the order of the subjects. */
    public record Fact(String name, List<String> words) {}

    /** What they differ in beside verdicts. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Version", each -> each.subjectVersion().isEmpty() ? "unknown" : each.subjectVersion()));
        facts.add(fact("Claims", each -> each.subject().contract().guarantee().label()));
        facts.add(fact("Strongest not refuted", SideBySide::strongest));
        facts.add(fact("Cases", SideBySide::cases));
        facts.add(fact("Slowest recovery", SideBySide::slowestRecovery));
        facts.add(fact("Records handed over again", SideBySide::redelivered));
        facts.add(fact("Requests for 1,000 records", SideBySide::requests));
        return facts;
    }

    private Fact fact(String name, Function<Results, String> words) {
        return new Fact(name, subjects.stream().map(words).toList());
    }

    private static String strongest(Results results) {
        String held = new Claims(results.guarantees())
                .strongestNotRefuted().stream().map(Guarantee::label).collect(Collectors.joining(" and "));
        return held.isEmpty() ? "none" : held;
    }

    private static String cases(Results results) {
        Map<Outcome, Long> counts = new TreeMap<>(Comparator.<Outcome>reverseOrder());
        results.cases().forEach(each -> counts.merge(each.outcome(), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }

    private static String slowestRecovery(Results results) {
        return results.cases().stream()
                .filter(each -> each.recovery() != null
                        && !each.plan().scenario().setup().asLeft())
                .map(each -> each.recovery().recoveryMillis())
                // Who never recovered was the slowest of all.
                .max(Comparator.comparing((Long millis) -> millis < 0).thenComparing(Comparator.naturalOrder()))
                .map(millis -> millis < 0 ? "never" : Human.millis(millis))
                .orElse("not seen");
    }

    private static String redelivered(Results results) {
        List<Long> counted = results.cases().stream()
                .map(each -> each.count(Counts.REDELIVERED))
                .filter(count -> count >= 0)
                .toList();
        return counted.isEmpty()
                ? "not counted"
                : Human.count(counted.stream().mapToLong(Long::longValue).sum());
    }

    private static String requests(Results results) {
        List<Cost> costs = Cost.of(results.cases()).stream()
                .filter(cost -> cost.acknowledged() > 0)
                .toList();
        long records = costs.stream().mapToLong(Cost::acknowledged).sum();
        long requests = costs.stream().mapToLong(Cost::total).sum();
        return records == 0 ? "not counted" : String.format(Locale.ROOT, "%.1f", requests * 1000.0 / records);
    }

    /** Kinds of anomalies and how many of each, for example {@code DUPLICATED 50}; empty when there are none. */
    public static String anomalies(CaseResult result) {
        return counts(result).entrySet().stream()
                .map(entry -> entry.getKey() + " " + Human.count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<AnomalyKind, Long> counts(CaseResult result) {
        return result.anomalies().stream()
                .collect(Collectors.groupingBy(Anomaly::kind, TreeMap::new, Collectors.summingLong(Anomaly::count)));
    }

    /** For example {@code 2 of 7 cases differ}. */
    public String sentence() {
        long differing = rows.stream().filter(Row::differs).count();
        return rows.isEmpty()
                ? "no subject was taken through any case"
                : differing + " of " + Human.count(rows.size(), "case") + (differing == 1 ? " differs" : " differ");
    }

    /** What makes the columns hard to compare, in words; empty when nothing does. */
    public List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        if (subjects.stream().mapToLong(Results::seed).distinct().count() > 1) {
            cautions.add("the subjects were run with different seeds, so with different workloads");
        }
        if (subjects.stream().map(Results::tool).distinct().count() > 1) {
            cautions.add("the results were made by different versions of the harness");
        }
        subjects.stream()
                .filter(each -> !each.complete())
                .forEach(each -> cautions.add("the run of " + each.subject().name() + " is incomplete"));
        return cautions;
    }
}

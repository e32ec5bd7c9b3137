package dev.sinkproof.reports.html;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.Claims;
import dev.sinkproof.reports.facts.Cost;
import dev.sinkproof.reports.facts.Economics;
import dev.sinkproof.reports.facts.NotShown;
import dev.sinkproof.reports.facts.ObjectCost;
import dev.sinkproof.reports.facts.RecoveryRule;
import dev.sinkproof.reports.facts.Scorecard;
import dev.sinkproof.reports.facts.Scorecards;
import dev.sinkproof.reports.text.Headline;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.text.Icons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the page shows.
 *
 * @param results what it is made from
 * @param holes what is missing in the results, in words
 * @param detail how much of the raw events it shows
 * @param claims claim against evidence
 * @param cases in the order of the results
 * @param notShown what the results do not say
 * @param settings tested settings
 * @param embedded the copy of the results inside the page
 */
record Page(
        Results results,
        List<String> holes,
        Detail detail,
        Claims claims,
        List<CaseView> cases,
        NotShown notShown,
        List<TestedSetting> settings,
        Embedded embedded) {
    private static final int ENVIRONMENT_FACTS_MAX = 5;

    static Page of(Results results, List<String> holes, Detail detail) {
        List<String> anchors = Anchors.ofCases(results.cases());
        List<CaseView> cases = new ArrayList<>();
        for (int i = 0; i < anchors.size(); i++) {
            cases.add(CaseView.of(results.cases().get(i), anchors.get(i), detail, anchors.size() == 1));
        }
        return new Page(
                results,
                List.copyOf(holes),
                detail,
                new Claims(results.guarantees()),
                List.copyOf(cases),
                NotShown.of(results),
                TestedSetting.of(results),
                Embedded.of(results, detail));
    }

    /** An anomaly in the index. */
    record IndexRow(String caseId, CaseView.Card card) {}

    /** All anomalies, those that break the contract first. */
    List<IndexRow> anomalies() {
        return cases.stream()
                .flatMap(each -> each.cards().stream()
                        .map(card -> new IndexRow(each.scenario().caseId(), card)))
                .sorted(Comparator.comparingInt(row -> row.card().standing().rank()))
                .toList();
    }

    List<Scorecard> scorecards() {
        return Scorecards.of(results);
    }

    List<String> unknownReview() {
        return Scorecards.unknown(results);
    }

    Optional<String> rule() {
        return RecoveryRule.of(results);
    }

    List<Cost> costs() {
        return Cost.of(results.cases());
    }

    List<ObjectCost> objectCosts() {
        return ObjectCost.of(results.cases());
    }

    Economics economics() {
        return Economics.of(results);
    }

    /** Whether any case has a picture. */
    boolean pictured() {
        return cases.stream().anyMatch(each -> !each.pictures().isEmpty());
    }

    /** Whether quantities over time are part of any picture. */
    boolean charted() {
        return cases.stream().anyMatch(CaseView::charted);
    }

    /** Empty when no benchmark belongs to the results. */
    Optional<ThroughputPlot> throughput() {
        return results.throughput().isEmpty() ? Optional.empty() : Optional.of(ThroughputPlot.of(results.throughput()));
    }

    /** How often control went through each fault point, over all cases; empty when that was not counted. */
    Map<String, Long> pointHits() {
        if (results.cases().stream().allMatch(each -> each.counts().isEmpty())) {
            return Map.of();
        }
        Map<String, Long> hits = new LinkedHashMap<>();
        for (FaultPoint point : FaultPoint.values()) {
            hits.put(
                    point.id(),
                    results.cases().stream()
                            .mapToLong(each -> Math.max(0, each.count(point.id())))
                            .sum());
        }
        return hits;
    }

    String css() {
        return Resource.text("report.css");
    }

    String script() {
        return Resource.text("report.js");
    }

    /** Nothing is loaded from anywhere; the one script is allowed by its hash. */
    String contentSecurityPolicy() {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + Resource.sha256("report.js")
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    String title() {
        return (results.complete() ? "" : "INCOMPLETE · ") + results.outcome().label() + " · " + subject() + " → "
                + results.subject().target() + " · Sinkproof";
    }

    /** A dot in the verdict's colour, as the browser's tab shows it. */
    String icon() {
        String colour =
                switch (results.outcome()) {
                    case PASS -> "0060A0";
                    case PARTIAL, INCONCLUSIVE -> "8A5A00";
                    case FAIL -> "A3195B";
                    case NOT_APPLICABLE -> "55616E";
                };
        return "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E"
                + "%3Ccircle cx=%228%22 cy=%228%22 r=%227%22 fill=%22%23" + colour + "%22/%3E%3C/svg%3E";
    }

    String subject() {
        return results.subject().name();
    }

    String headline() {
        return Headline.sentence(results);
    }

    String style() {
        return Icons.style(results.outcome());
    }

    Contract contract() {
        return results.subject().contract();
    }

    String duration() {
        return Human.millis(
                results.cases().stream().mapToLong(CaseResult::durationMillis).sum());
    }

    /** The environment in one line: where it ran, and the first few versions. */
    String environment() {
        String where = results.cases().stream()
                .map(result -> result.plan().environment())
                .distinct()
                .collect(Collectors.joining(", "));
        String versions = new TreeMap<>(results.environment())
                .entrySet().stream()
                        .limit(ENVIRONMENT_FACTS_MAX)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(" · "));
        return where.isEmpty() ? versions : versions.isEmpty() ? where : where + " · " + versions;
    }

    /** Cases by verdict, the worst first, for example {@code 1 FAIL, 5 PASS}. */
    String caseCounts() {
        TreeMap<Outcome, Long> counts = new TreeMap<>(
                results.cases().stream().collect(Collectors.groupingBy(CaseResult::outcome, Collectors.counting())));
        return counts.descendingMap().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }

    /** The strongest guarantee that was not refuted, in words. */
    String strongest() {
        return claims.strongestNotRefuted().isEmpty() ? "none" : labels(claims.strongestNotRefuted());
    }

    /** The weakest guarantee that was refuted, in words. */
    String weakest() {
        return claims.weakestRefuted().isEmpty() ? "none" : labels(claims.weakestRefuted());
    }

    /** What the weakest refuted guarantee also rules out; empty when nothing. */
    String alsoRuledOut() {
        return labels(claims.alsoRuledOut());
    }

    private static String labels(List<Guarantee> guarantees) {
        return guarantees.stream().map(Guarantee::label).collect(Collectors.joining(" and "));
    }
}

package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ReviewEntry;
import dev.sinkproof.reports.facts.Scorecard.Row;
import dev.sinkproof.reports.facts.Scorecard.Source;
import dev.sinkproof.reports.text.Human;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Fills the scorecards: from evidence where a machine can know, from the review where only people know. */
public final class Scorecards {
    private static final Set<String> SAFE_OFFSETS = Set.of("completeness", "commit-safety");
    private static final Set<String> ONCE = Set.of("uniqueness");
    private static final String RECOVERY_MILLIS = "recoveryMillis";
    private static final Set<String> RECOVERY = Set.of("recovery");
    private static final Set<String> CONTENT = Set.of("fidelity", "provenance", "last-writer", "order");
    private static final Set<String> SHOWN = Set.of("observability");
    private static final Set<String> OBJECTS = Set.of("objects");

    private static final String[] KAFKA_LAYER = {"broker.", "kafka.", "group.join", "topic.", "records."};

    private final Results results;

    private Scorecards(Results results) {
        this.results = results;
    }

    /** What the evidence says about a row; {@code outcome} is null where it gives figures, and people must say what they mean. */
    private record Evidence(Outcome outcome, String because, int caseIndex) {}

    /** The cards: recovery, production readiness, migration, readiness drill. */
    public static List<Scorecard> of(Results results) {
        return new Scorecards(results).cards();
    }

    /** Rows of a review that fit no row of a card, as {@code card/row}: somebody misspelt them. */
    public static List<String> unknown(Results results) {
        List<String> known = of(results).stream()
                .flatMap(card -> card.rows().stream().map(row -> card.id() + "/" + row.id()))
                .toList();
        return results.review().stream()
                .map(entry -> entry.card() + "/" + entry.row())
                .filter(name -> !known.contains(name))
                .toList();
    }

    private List<Scorecard> cards() {
        return List.of(
                new Filling("recovery")
                        .row("offset-recovery", "Offset recovery", checks(SAFE_OFFSETS, true))
                        .row("duplicate-control", "Duplicate control", duplicates())
                        .row("cluster-recovery", "Cluster recovery", checks(RECOVERY, true))
                        .row(
                                "security-boundary",
                                "Security boundary",
                                faulted("deny", "denied", "credential", "revoke"))
                        .row("observability", "Observability", checks(SHOWN, true))
                        .row("rollback", "Rollback", Optional.empty())
                        .card("Recovery"),
                new Filling("readiness")
                        .row("kafka-compatibility", "Kafka compatibility", compatibility())
                        .row("freshness-and-lag", "Freshness and lag", checks(RECOVERY, false))
                        .row("object-layout", "Object layout", checks(OBJECTS, false))
                        .row("failure-recovery", "Failure recovery", faulted(""))
                        .row("cost-ownership", "Cost ownership", cost())
                        .row("governance", "Governance", Optional.empty())
                        .card("Production readiness"),
                new Filling("migration")
                        .row("connector-semantics", "Connector semantics", claims())
                        .row("kafka-layer", "Kafka layer", faulted(KAFKA_LAYER))
                        .row("target-writes", "Target writes", checks(CONTENT, false))
                        .row("cost-model", "Cost model", cost())
                        .row("rollback", "Rollback", Optional.empty())
                        .card("Migration"),
                new Filling("drill")
                        .row("replay-depth", "How far back can you replay?", replayed())
                        .row("safe-restart", "Which offsets are a safe restart?", checks(SAFE_OFFSETS, false))
                        .row("duplicate-work", "Does this sink see duplicate work?", duplicateWork())
                        .row("catch-up", "Which metric proves catch-up?", catchUp())
                        .card("Readiness drill"));
    }

    // ---- what the evidence says

    private Optional<Evidence> checks(Set<String> checkers, boolean faultedOnly) {
        Outcome worst = Outcome.NOT_APPLICABLE;
        CheckResult shows = null;
        int at = -1;
        int judged = 0;
        for (int i = 0; i < results.cases().size(); i++) {
            CaseResult result = results.cases().get(i);
            if (faultedOnly && !fired(result)) {
                continue;
            }
            for (CheckResult check : result.checks()) {
                if (checkers.contains(check.checker()) && check.outcome() != Outcome.NOT_APPLICABLE) {
                    judged++;
                    if (shows == null || isWorse(check, shows)) {
                        worst = worst.worse(check.outcome());
                        shows = check;
                        at = i;
                    }
                }
            }
        }
        if (shows == null) {
            return Optional.empty();
        }
        return Optional.of(new Evidence(
                worst, shows.checker() + ": " + shows.summary() + " (worst of " + judged + " verdicts)", at));
    }

    /** By verdict; of two equal ones that speak of recovery, the slower. */
    private static boolean isWorse(CheckResult check, CheckResult than) {
        int byOutcome = check.outcome().compareTo(than.outcome());
        return byOutcome > 0 || byOutcome == 0 && millis(check) > millis(than);
    }

    private static long millis(CheckResult check) {
        return check.measures().getOrDefault(RECOVERY_MILLIS, -1L);
    }

    private static boolean fired(CaseResult result) {
        return result.faults().stream().anyMatch(fault -> fault.status() == FaultOutcome.Status.FIRED);
    }

    /** The worst case in which a fault fired whose kind or scenario speaks of one of the words. */
    private Optional<Evidence> faulted(String... words) {
        int at = -1;
        int count = 0;
        for (int i = 0; i < results.cases().size(); i++) {
            CaseResult result = results.cases().get(i);
            if (fired(result) && speaksOf(result, words)) {
                count++;
                if (at < 0 || result.outcome().compareTo(results.cases().get(at).outcome()) > 0) {
                    at = i;
                }
            }
        }
        if (at < 0) {
            return Optional.empty();
        }
        CaseResult worst = results.cases().get(at);
        return Optional.of(new Evidence(
                worst.outcome(),
                Human.count(count, "case") + " with a fault that fired; the worst is "
                        + worst.plan().scenario().caseId(),
                at));
    }

    private static boolean speaksOf(CaseResult result, String... words) {
        for (String word : words) {
            boolean kind = result.faults().stream()
                    .anyMatch(fault -> fault.fault().kind().contains(word));
            if (kind || result.plan().scenario().id().contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** That a replay went well says nothing of how long the source log is kept, so no more than partial can be said. */
    private Optional<Evidence> replayed() {
        return faulted("offsets.reset")
                .map(found -> new Evidence(
                        found.outcome() == Outcome.PASS ? Outcome.PARTIAL : found.outcome(),
                        "offsets were set back: " + found.because()
                                + "; how long the source log is kept, people must say",
                        found.caseIndex()));
    }

    /** Figures only: what they cost, and who pays, people must say. */
    private Optional<Evidence> cost() {
        List<Cost> costs = Cost.of(results.cases()).stream()
                .filter(cost -> cost.acknowledged() > 0)
                .toList();
        if (costs.isEmpty()) {
            return Optional.empty();
        }
        long requests = costs.stream().mapToLong(Cost::total).sum();
        long records = costs.stream().mapToLong(Cost::acknowledged).sum();
        Cost dearest = Collections.max(costs, Comparator.comparingDouble(Cost::perThousand));
        String because = String.format(
                Locale.ROOT,
                "%.1f requests for 1,000 records over all cases, at most %.1f in one; what they cost, people must say",
                requests * 1000.0 / records,
                dearest.perThousand());
        return Optional.of(new Evidence(null, because, dearest.caseIndex()));
    }

    private Optional<Evidence> duplicates() {
        return checks(ONCE, true).map(found -> {
            long copies = surplus();
            return new Evidence(
                    found.outcome(),
                    found.because() + "; " + Human.count(copies) + " surplus copies over all cases",
                    found.caseIndex());
        });
    }

    private long surplus() {
        return results.cases().stream()
                .filter(result -> result.observed() != null)
                .mapToLong(result -> result.observed().surplus())
                .sum();
    }

    /** One version was run, so no more than partial can be said of compatibility. */
    private Optional<Evidence> compatibility() {
        String kafka = results.environment().get("kafka");
        if (results.cases().isEmpty() || kafka == null) {
            return Optional.empty();
        }
        Outcome baseline = results.cases().get(0).outcome();
        return Optional.of(new Evidence(
                baseline == Outcome.PASS ? Outcome.PARTIAL : baseline,
                "run on Kafka " + kafka + ", Connect " + results.environment().getOrDefault("connect", kafka)
                        + " only; other versions were not tried",
                0));
    }

    private Optional<Evidence> claims() {
        Claims claims = new Claims(results.guarantees());
        if (claims.rows().isEmpty()) {
            return Optional.empty();
        }
        long refuted = claims.claimed(GuaranteeOutcome.Status.REFUTED);
        long undecided = claims.claimed(GuaranteeOutcome.Status.UNDECIDED);
        Outcome outcome = refuted > 0 ? Outcome.FAIL : undecided > 0 ? Outcome.INCONCLUSIVE : Outcome.PASS;
        String because = "claimed "
                + results.subject().contract().guarantee().label() + ": " + refuted + " refuted, " + undecided
                + " undecided of the claims that this makes";
        return Optional.of(new Evidence(outcome, because, worstCase()));
    }

    private int worstCase() {
        int at = -1;
        for (int i = 0; i < results.cases().size(); i++) {
            if (at < 0
                    || results.cases()
                                    .get(i)
                                    .outcome()
                                    .compareTo(results.cases().get(at).outcome())
                            > 0) {
                at = i;
            }
        }
        return at;
    }

    private Optional<Evidence> duplicateWork() {
        return checks(ONCE, false).map(found -> {
            long again = results.cases().stream()
                    .mapToLong(result -> Math.max(0, result.count(Counts.REDELIVERED)))
                    .sum();
            boolean counted = results.cases().stream().anyMatch(result -> result.count(Counts.REDELIVERED) >= 0);
            String work = counted ? Human.count(again, "record") + " were handed over again; " : "";
            return new Evidence(
                    found.outcome(),
                    work + Human.count(surplus()) + " surplus copies in the target",
                    found.caseIndex());
        });
    }

    private Optional<Evidence> catchUp() {
        return checks(RECOVERY, false)
                .map(found -> new Evidence(
                        found.outcome(),
                        "the lag of the connector's consumer group against the log's end; it returned to zero in "
                                + results.cases().stream()
                                        .filter(result -> result.recovery() != null
                                                && result.recovery().lagZeroAtMicros() > 0)
                                        .count()
                                + " of " + Human.count(results.cases().size(), "case"),
                        found.caseIndex()));
    }

    // ---- with what people say

    private final class Filling {
        private final String card;
        private final List<Row> rows = new ArrayList<>();

        Filling(String card) {
            this.card = card;
        }

        Filling row(String id, String title, Optional<Evidence> evidence) {
            Optional<ReviewEntry> said = results.review().stream()
                    .filter(entry -> entry.card().equals(card) && entry.row().equals(id))
                    .findFirst();
            Outcome people = said.map(entry -> outcome(entry.verdict())).orElse(null);
            Outcome machine = evidence.map(Evidence::outcome).orElse(null);
            rows.add(new Row(
                    id,
                    title,
                    people == null ? machine : machine == null ? people : machine.worse(people),
                    source(machine, people),
                    evidence.map(Evidence::because).orElse(""),
                    evidence.map(Evidence::caseIndex).orElse(-1),
                    said.map(ReviewEntry::owner).orElse(""),
                    said.map(ReviewEntry::note).orElse(""),
                    said.map(ReviewEntry::rehearsed).orElse(""),
                    said.map(ReviewEntry::remediation).orElse("")));
            return this;
        }

        Scorecard card(String title) {
            return new Scorecard(card, title, rows);
        }
    }

    private static Source source(Outcome machine, Outcome people) {
        if (machine == null) {
            return people == null ? Source.NOBODY : Source.PEOPLE;
        }
        return people == null ? Source.EVIDENCE : Source.BOTH;
    }

    private static Outcome outcome(String verdict) {
        return switch (verdict) {
            case "pass" -> Outcome.PASS;
            case "partial" -> Outcome.PARTIAL;
            case "fail" -> Outcome.FAIL;
            case "not applicable" -> Outcome.NOT_APPLICABLE;
            default -> null;
        };
    }
}

package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Finds PREMATURE_COMMITs, and commits after which OFFSETs REGRESSED.
 *
 * <p>Verifies: at every commit in the offsets topic, all acknowledged records below it were durable in the target, and no
 * partition's commits go backwards. Does not verify: see {@link #doesNotVerify()}.
 */
final class CommitSafety implements Checker {
    @Override
    public String id() {
        return "commit-safety";
    }

    @Override
    public String verifies() {
        return "at every commit in the offsets topic, all acknowledged records below it were durable in the target; commits never go back";
    }

    @Override
    public List<String> doesNotVerify() {
        return List.of(
                "commits that are less than a millisecond early: the broker keeps no finer time",
                "anything when the clocks of broker and target differ: they are taken to be one, as on one machine",
                "a key whose row is absent while a tombstone for it is in the log: it may have been deleted or never written",
                "records that went to a dead letter queue or were filtered: a commit past them is called premature",
                "rows that were durable and were deleted or truncated afterwards: completeness finds those");
    }

    @Override
    public Set<AnomalyKind> finds() {
        return Set.of(AnomalyKind.PREMATURE_COMMIT, AnomalyKind.OFFSET_REGRESSED);
    }

    @Override
    public CheckResult check(Case judged) {
        List<OffsetCommit> commits = judged.commits();
        if (commits.isEmpty()) {
            return Findings.undecided(
                    this,
                    Outcome.INCONCLUSIVE,
                    "no commit of the subject was found for " + judged.plan().topic()
                            + ": either it never committed, or the wrong group was read");
        }
        Regressions regressions = Regressions.of(judged, commits);
        Optional<CommitAudit> audit = judged.commitAudit();
        audit.ifPresent(found -> requireWhole(judged, found));
        List<Anomaly> anomalies = new ArrayList<>();
        audit.flatMap(found -> premature(judged, found)).ifPresent(anomalies::add);
        regressions.anomaly(judged, this).ifPresent(anomalies::add);
        Map<String, Long> measures = measures(commits, audit, regressions);
        if (audit.isEmpty() && anomalies.isEmpty()) {
            return Findings.result(
                    this,
                    Outcome.NOT_APPLICABLE,
                    "the target keeps no history of its changes, so it is not known what was durable at each commit; no commit went back",
                    List.of(),
                    measures);
        }
        return Findings.result(
                this,
                judged.contract(),
                anomalies,
                "at each of " + commits.size() + " commits everything below was durable",
                measures);
    }

    private static Map<String, Long> measures(
            List<OffsetCommit> commits, Optional<CommitAudit> audit, Regressions regressions) {
        return Map.of(
                "commits", (long) commits.size(),
                "premature", audit.map(found -> (long) found.premature().size()).orElse(0L),
                "regressed", regressions.count(),
                "changes", audit.map(CommitAudit::attributed).orElse(0L));
    }

    /**
     * A record that is in the target and, by the history, was never written: then the history is not whole, and what it lacks
     * cannot be held against a commit.
     */
    private static void requireWhole(Case judged, CommitAudit audit) {
        if (judged.evidence().snapshot().isEmpty()) {
            return;
        }
        Reconciliation target = judged.reconciliation();
        for (int partition = 0; partition < judged.ledger().partitions(); partition++) {
            int current = partition;
            PartitionFindings found = target.partition(partition);
            if (audit.endangered(partition)
                    .anyMatch(ordinal -> found.holds(ordinal) && !audit.everDurable(current, ordinal))) {
                throw new EvidenceMissingException(
                        "the target's history is not whole: it shows no write of records that are in the target, for example in partition "
                                + partition);
            }
        }
    }

    private Optional<Anomaly> premature(Case judged, CommitAudit audit) {
        List<PrematureCommit> premature = audit.premature();
        if (premature.isEmpty()) {
            return Optional.empty();
        }
        PrematureCommit first = premature.get(0);
        Witness witness = Witness.of(judged, first.commit().partition(), first.firstOrdinal());
        RecordStory story = RecordStory.of(judged, witness);
        IntFunction<OrdinalSet> ordinals = audit::endangered;
        return Optional.of(new Anomalies(this)
                .of(
                        AnomalyKind.PREMATURE_COMMIT,
                        premature.size(),
                        OffsetRanges.of(judged.ledger(), ordinals),
                        Anomalies.Told.of(
                                explanation(first, witness, story),
                                story,
                                "a crash right after the commit loses what was not durable"),
                        Culprit.SUBJECT));
    }

    private static String explanation(PrematureCommit premature, Witness witness, RecordStory story) {
        OffsetCommit commit = premature.commit();
        String durable = story.first(Step.Kind.WRITTEN)
                .map(write -> "became durable only at " + write.shownTime() + ", by " + write.actor())
                .orElse("was never written");
        return "offset " + commit.next() + " of " + commit.topic() + "-" + commit.partition() + " was committed at "
                + Clock.millis(commit.epochMillis()) + " (" + premature.records()
                + " records below it were not durable): record " + witness.name() + " " + durable;
    }
}

package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.Outcome;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets every checker judge a run and merges what they say, worst-of. A pure function of the evidence: it can be repeated at any
 * time without running anything again.
 */
public final class Judge {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    private final List<Checker> checkers;

    public Judge() {
        this(Checkers.all());
    }

    Judge(List<Checker> checkers) {
        this.checkers = List.copyOf(checkers);
    }

    /** Judges one run. Reads the snapshot and the history once each, and more often only to tell the story of anomalies. */
    public Judgement judge(Evidence evidence) {
        Case judged = new Case(evidence);
        List<CheckResult> checks = checkers.stream()
                .filter(checker -> checker.concerns(judged))
                .map(checker -> check(checker, judged))
                .toList();
        Outcome outcome = checks.stream().map(CheckResult::outcome).reduce(Outcome.NOT_APPLICABLE, Outcome::worse);
        Optional<Reconciliation> reconciliation = reconciliation(judged);
        Observed observed =
                reconciliation.map(found -> ObservedCounts.of(judged, found)).orElse(null);
        return new Judgement(
                outcome,
                Sentence.of(judged, outcome, checks, observed),
                observed,
                GuaranteeLattice.ofCase(judged.plan().scenario().caseId(), judged.contract(), checks),
                checks,
                evidence,
                reconciliation.orElse(null));
    }

    private static CheckResult check(Checker checker, Case judged) {
        try {
            return checker.check(judged);
        } catch (EvidenceMissingException e) {
            return Findings.undecided(checker, Outcome.INCONCLUSIVE, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("checker {} failed", checker.id(), e);
            return Findings.undecided(checker, Outcome.INCONCLUSIVE, "the checker itself failed: " + e);
        }
    }

    /** Empty when it cannot be had; the checks say why. */
    private static Optional<Reconciliation> reconciliation(Case judged) {
        try {
            return Optional.of(judged.reconciliation());
        } catch (RuntimeException e) {
            LOG.debug("no reconciliation", e);
            return Optional.empty();
        }
    }
}

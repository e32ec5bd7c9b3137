package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One run as checkers see it: its evidence, and what is worked out from it once for all of them.
 *
 * <p>Not safe for use by several threads.
 */
public final class Case {
    private final Evidence evidence;
    private final Workload workload;
    private final Demand demand;
    private final Once<Reconciliation> reconciliation = new Once<>(this::reconcile);
    private final Once<Overtaken> overtaken = new Once<>(this::readOvertaken);
    private final Once<Recreations> recreations = new Once<>(this::readRecreations);
    private final Once<WorkerFigures> figures = new Once<>(this::readFigures);
    private final Once<CommitAudit> audit = new Once<>(this::audit);

    public Case(Evidence evidence) {
        this.evidence = Objects.requireNonNull(evidence, "evidence");
        this.workload =
                new Workload(plan().workload(), plan().topic(), contract().writeModel());
        this.demand = Demand.of(evidence);
        requireLedgerOfPlan();
    }

    private void requireLedgerOfPlan() {
        if (ledger().partitions() != plan().workload().partitions()
                || !ledger().topic().equals(plan().topic())) {
            throw new IllegalArgumentException("the ledger is of topic " + ledger().topic() + " with "
                    + ledger().partitions() + " partitions, but the plan is of " + plan().topic() + " with "
                    + plan().workload().partitions());
        }
    }

    public Evidence evidence() {
        return evidence;
    }

    public Plan plan() {
        return evidence.plan();
    }

    public Contract contract() {
        return plan().subject().contract();
    }

    public Ledger ledger() {
        return evidence.ledger();
    }

    public Workload workload() {
        return workload;
    }

    Demand demand() {
        return demand;
    }

    /** Records that were deleted from the log before the subject had committed them. */
    Overtaken overtaken() {
        return overtaken.get();
    }

    private Overtaken readOvertaken() {
        return Overtaken.of(evidence);
    }

    /** The ledger as far as a subject can be held to it. */
    private Ledger demandable() {
        return ledger().doubting(overtaken()::records);
    }

    /** @throws EvidenceMissingException when the topic was created again and the timeline, which says when, cannot be read */
    Recreations recreations() {
        return recreations.get();
    }

    private Recreations readRecreations() {
        return Recreations.of(evidence);
    }

    /** @throws EvidenceMissingException when the timeline cannot be read */
    WorkerFigures figures() {
        return figures.get();
    }

    private WorkerFigures readFigures() {
        return WorkerFigures.of(evidence);
    }

    /**
     * The target against the ledger.
     *
     * @throws EvidenceMissingException when the target was not read, or its rows cannot be told apart
     */
    Reconciliation reconciliation() {
        return reconciliation.get();
    }

    /**
     * The commits against the history; empty when the target keeps no history.
     *
     * @throws EvidenceMissingException when the commits were not read or the history cannot be
     */
    Optional<CommitAudit> commitAudit() {
        return evidence.history().isPresent() ? Optional.of(audit.get()) : Optional.empty();
    }

    /** The subject's commits of the source topic, in log order. */
    List<OffsetCommit> commits() {
        return evidence
                .commits()
                .orElseThrow(() ->
                        new EvidenceMissingException("the subject's commits were not read from the offsets topic"))
                .stream()
                .filter(commit -> Demand.concerns(commit, ledger()))
                .toList();
    }

    /** A record as people name it: {@code topic-partition@offset}, see {@link Ledger#nameOf}. */
    String name(int partition, long ordinal) {
        long offset = ledger().offsetOf(partition, ordinal);
        String of = ledger().nameOf(partition, ledger().incarnationOf(partition, ordinal));
        return offset == Ledger.NONE ? of + " record " + ordinal + " (its offset is not known)" : of + "@" + offset;
    }

    private Reconciliation reconcile() {
        EvidenceStream<TargetRow> snapshot =
                evidence.snapshot().orElseThrow(() -> new EvidenceMissingException("the target was not read"));
        try {
            return Reconciliation.of(workload, demandable(), demand, Poison.of(this), snapshot);
        } catch (IOException e) {
            throw new EvidenceMissingException("the target's snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    private CommitAudit audit() {
        EvidenceStream<TargetChange> history = evidence.history().orElseThrow();
        try {
            return CommitAudit.of(workload, demandable(), commits(), history);
        } catch (IOException e) {
            throw new EvidenceMissingException("the target's history cannot be read: " + e.getMessage(), e);
        }
    }
}

package dev.sinkproof.selfcheck;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The evidence of a run with one thing in it that happened outside what a connector sees. */
final class Planted implements Evidence {
    /** No transaction of the run has it. */
    private static final String FOREIGN = "somebody else's";

    private final Evidence run;
    private final Ledger ledger;
    private final Optional<EvidenceStream<TargetRow>> snapshot;
    private final Optional<EvidenceStream<TargetChange>> history;

    private Planted(
            Evidence run,
            Ledger ledger,
            Optional<EvidenceStream<TargetRow>> snapshot,
            Optional<EvidenceStream<TargetChange>> history) {
        this.run = Objects.requireNonNull(run, "run");
        this.ledger = ledger;
        this.snapshot = snapshot;
        this.history = history;
    }

    /** The producer was never answered about the first three records of partition 0, which are in the log all the same. */
    static Evidence unknownOutcomes(Evidence run) {
        OrdinalSet first = new OrdinalSet();
        first.addRange(0, 3);
        Ledger doubting = run.ledger().doubting(partition -> partition == 0 ? first : new OrdinalSet());
        return new Planted(run, doubting, run.snapshot(), run.history());
    }

    /** When all was written, something that is not the connector deleted the row that was written last. */
    static Evidence rowTakenAway(Evidence run) {
        try {
            List<TargetRow> rows = new ArrayList<>();
            run.snapshot().orElseThrow().forEach(rows::add);
            List<TargetChange> changes = new ArrayList<>();
            run.history().orElseThrow().forEach(changes::add);
            TargetRow taken = rows.remove(rows.size() - 1);
            TargetChange last = changes.get(changes.size() - 1);
            changes.add(new TargetChange(last.commitMicros() + 1, FOREIGN, TargetChange.Operation.DELETE, taken, null));
            return new Planted(run, run.ledger(), Optional.of(rows::forEach), Optional.of(changes::forEach));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public Plan plan() {
        return run.plan();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return snapshot;
    }

    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return history;
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return run.commits();
    }

    @Override
    public Optional<List<DeadLetter>> deadLetters() {
        return run.deadLetters();
    }

    @Override
    public EvidenceStream<TimelineEvent> timeline() {
        return run.timeline();
    }

    @Override
    public List<FaultOutcome> faults() {
        return run.faults();
    }

    @Override
    public Optional<RecoveryFacts> recovery() {
        return run.recovery();
    }
}

package dev.sinkproof.check;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.util.List;
import java.util.Optional;

/** Evidence of which a test overrides a part. */
class ForwardingEvidence implements Evidence {
    private final Evidence evidence;

    ForwardingEvidence(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public Optional<List<DeadLetter>> deadLetters() {
        return evidence.deadLetters();
    }

    @Override
    public Optional<WorkerLogs> logs() {
        return evidence.logs();
    }

    @Override
    public Plan plan() {
        return evidence.plan();
    }

    @Override
    public Ledger ledger() {
        return evidence.ledger();
    }

    @Override
    public Optional<EvidenceStream<TargetRow>> snapshot() {
        return evidence.snapshot();
    }

    @Override
    public Optional<List<TargetObject>> objects() {
        return evidence.objects();
    }

    @Override
    public Optional<EvidenceStream<TargetChange>> history() {
        return evidence.history();
    }

    @Override
    public Optional<List<OffsetCommit>> commits() {
        return evidence.commits();
    }

    @Override
    public EvidenceStream<TimelineEvent> timeline() {
        return evidence.timeline();
    }

    @Override
    public List<FaultOutcome> faults() {
        return evidence.faults();
    }

    @Override
    public Optional<RecoveryFacts> recovery() {
        return evidence.recovery();
    }
}

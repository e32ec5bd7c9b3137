package dev.sinkproof.evidence;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import java.util.List;
import java.util.Optional;

/**
 * All that one run collected. Immutable; safe for use by several checkers in turn.
 *
 * <p>What is absent was not collected, and a checker that needs it is INCONCLUSIVE, never a pass.
 */
public interface Evidence {
    Plan plan();

    /** What the source log holds. */
    Ledger ledger();

    /** The target's rows after quiescence; absent when the target was not read. */
    Optional<EvidenceStream<TargetRow>> snapshot();

    /** What objects the target held when the snapshot was read; absent when it is no object store. */
    default Optional<List<TargetObject>> objects() {
        return Optional.empty();
    }

    /** Every change that the target made durable, in commit order; absent when the target keeps no such record. */
    Optional<EvidenceStream<TargetChange>> history();

    /** Commits of the subject's group in the offsets topic, in log order; absent when they were not read. */
    Optional<List<OffsetCommit>> commits();

    /** What the subject parked in its dead letter queue; absent when it has none, or it was not read. */
    default Optional<List<DeadLetter>> deadLetters() {
        return Optional.empty();
    }

    /** Warnings and errors in the workers' logs; absent when they were not collected. */
    default Optional<WorkerLogs> logs() {
        return Optional.empty();
    }

    /** All events, by sequence. */
    EvidenceStream<TimelineEvent> timeline();

    /** What became of each planned fault, in the plan's order. */
    List<FaultOutcome> faults();

    /** What the liveness phase saw; absent when it was not reached. */
    Optional<RecoveryFacts> recovery();
}

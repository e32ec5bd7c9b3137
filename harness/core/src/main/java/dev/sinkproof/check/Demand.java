package dev.sinkproof.check;

import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.RecoveryFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/**
 * Which records the target must hold when it was read: what was committed past, for nobody will read that again. A record above
 * the committed offset is undelivered, not lost.
 */
final class Demand {
    private final long[] ordinals;
    private final String unsettled;

    private Demand(long[] ordinals, String unsettled) {
        this.ordinals = ordinals;
        this.unsettled = unsettled;
    }

    static Demand everything(Ledger ledger) {
        return new Demand(counts(ledger), null);
    }

    static Demand nothing(Ledger ledger, String unsettled) {
        return new Demand(new long[ledger.partitions()], unsettled);
    }

    static Demand of(Evidence evidence) {
        Ledger ledger = evidence.ledger();
        Optional<RecoveryFacts> recovery = evidence.recovery();
        if (recovery.isEmpty()) {
            return nothing(
                    ledger, "the run did not reach its liveness phase, so records may still have been on their way");
        }
        if (!recovery.get().quiescent()) {
            return nothing(
                    ledger,
                    "the target was still changing when it was read, so records may still have been on their way");
        }
        if (recovery.get().lagZeroAtMicros() > 0) {
            return everything(ledger);
        }
        return evidence.commits()
                .map(commits -> committed(ledger, commits, which(evidence)))
                .orElseGet(() -> nothing(
                        ledger,
                        "not all was committed, and the offsets topic was not read, so it is not known what was"));
    }

    /**
     * Up to a commit of each partition.
     *
     * @param which of an earlier commit and a later one, as ordinals
     */
    private static Demand committed(Ledger ledger, List<OffsetCommit> commits, LongBinaryOperator which) {
        long[] below = new long[ledger.partitions()];
        commits.stream()
                .filter(commit -> concerns(commit, ledger))
                .forEach(commit -> below[commit.partition()] = which.applyAsLong(
                        below[commit.partition()],
                        ledger.ordinalsBelow(commit.partition(), commit.incarnation(), commit.next())));
        return new Demand(below, null);
    }

    /**
     * The last commit in log order says where a restart would read on. But who sets offsets back and lets nobody read on is owed what was in
     * the target before: the order was to write records once more, not to forget others.
     */
    private static LongBinaryOperator which(Evidence evidence) {
        return evidence.plan().scenario().setup().asLeft() ? Math::max : (before, later) -> later;
    }

    /**
     * Whether the commit says something about the log. An offset that a topic which was created again does not have was meant for the one
     * before: a consumer tries a commit again for as long as there is no topic of that name.
     */
    static boolean concerns(OffsetCommit commit, Ledger ledger) {
        return isOfTopic(commit, ledger)
                && (commit.incarnation() == 0 || commit.next() <= ledger.endOffset(commit.partition()));
    }

    private static boolean isOfTopic(OffsetCommit commit, Ledger ledger) {
        return commit.topic().equals(ledger.topic())
                && commit.partition() >= 0
                && commit.partition() < ledger.partitions();
    }

    private static long[] counts(Ledger ledger) {
        long[] counts = new long[ledger.partitions()];
        Arrays.setAll(counts, ledger::count);
        return counts;
    }

    /** Acknowledged records of the partition with an ordinal below this must be accounted for. */
    long ordinals(int partition) {
        return ordinals[partition];
    }

    /** Why nothing that is missing can be called lost; empty when it can. */
    Optional<String> unsettled() {
        return Optional.ofNullable(unsettled);
    }
}

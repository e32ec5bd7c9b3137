package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Merges commits and changes by time. A commit is judged when the first change after its deadline comes; a change that comes
 * late (targets stamp transactions a little out of order) acquits afterwards.
 */
final class CommitAuditor implements Consumer<TargetChange> {
    private final Workload workload;
    private final Ledger ledger;
    private final List<PartitionAudit> partitions;
    private final Deque<OffsetCommit> toJudge;
    private final Set<String> containers = new HashSet<>();
    private long judgedUpToMicros = Long.MIN_VALUE;
    private long attributed;

    /** @param commits of the ledger's topic */
    CommitAuditor(Workload workload, Ledger ledger, List<OffsetCommit> commits) {
        this.workload = workload;
        this.ledger = ledger;
        this.partitions = IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new PartitionAudit(workload, ledger, partition))
                .toList();
        this.toJudge = new ArrayDeque<>(commits.stream()
                .sorted(Comparator.comparingLong(OffsetCommit::epochMillis).thenComparingLong(OffsetCommit::logOffset))
                .toList());
    }

    /** The end of the millisecond in which the broker took the commit: what is durable by then cannot be called late. */
    static long deadlineMicros(OffsetCommit commit) {
        return commit.epochMillis() * 1000 + 999;
    }

    @Override
    public void accept(TargetChange change) {
        judgeBefore(change.commitMicros());
        boolean late = change.commitMicros() <= judgedUpToMicros;
        switch (change.operation()) {
            case INSERT, UPDATE -> written(change, late);
            case DELETE -> deleted(change, late);
            case TRUNCATE -> truncated(change, late);
        }
    }

    private void judgeBefore(long micros) {
        while (!toJudge.isEmpty() && deadlineMicros(toJudge.peek()) < micros) {
            judgeNext();
        }
    }

    private void judgeNext() {
        OffsetCommit commit = toJudge.remove();
        judgedUpToMicros = deadlineMicros(commit);
        partitions.get(commit.partition()).judge(commit);
    }

    private void written(TargetChange change, boolean late) {
        Optional<RecordIdentity> identity = RecordIdentity.of(change.row()).filter(this::ofTheLog);
        if (identity.isEmpty()) {
            return;
        }
        attributed++;
        containers.add(change.row().container());
        PartitionAudit audit = partitions.get(identity.get().partition());
        audit.written(identity.get().ordinal());
        if (late) {
            audit.acquitWritten(identity.get().ordinal(), change.commitMicros());
        }
    }

    private boolean ofTheLog(RecordIdentity identity) {
        return identity.partition() < ledger.partitions() && identity.ordinal() < ledger.count(identity.partition());
    }

    /** A table that held no record of the workload has none to delete. */
    private void deleted(TargetChange change, boolean late) {
        if (!containers.contains(change.row().container())) {
            return;
        }
        OptionalLong keyId = RecordIdentity.keyOf(change.row());
        if (keyId.isEmpty() || !workload.hasKey(keyId.getAsLong())) {
            anyDeleted(change, late);
            return;
        }
        PartitionAudit audit = partitions.get((int) Workload.partitionOfKeyId(keyId.getAsLong()));
        int key = (int) Workload.keyOfKeyId(keyId.getAsLong());
        audit.deleted(key);
        if (late) {
            audit.acquitDeleted(key, change.commitMicros());
        }
    }

    private void truncated(TargetChange change, boolean late) {
        if (containers.contains(change.row().container())) {
            anyDeleted(change, late);
        }
    }

    private void anyDeleted(TargetChange change, boolean late) {
        partitions.forEach(PartitionAudit::anyDeleted);
        if (late) {
            partitions.forEach(audit -> audit.acquitAll(change.commitMicros()));
        }
    }

    CommitAudit finish() {
        while (!toJudge.isEmpty()) {
            judgeNext();
        }
        return new CommitAudit(partitions, attributed);
    }
}

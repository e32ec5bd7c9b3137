package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * One partition's commits against what was durable at each. A record is judged once, at the first commit past it, so the
 * whole costs one look at each record.
 */
final class PartitionAudit {
    private final Workload workload;
    private final Ledger ledger;
    private final int partition;
    private final Durability durability;
    private final OrdinalSet endangered = new OrdinalSet();
    private final List<Span> spans = new ArrayList<>();
    private long frontier;

    /** The records from {@code first} up to {@code end}, exclusive, were committed past by {@code commit} for the first time. */
    private record Span(long first, long end, OffsetCommit commit) {
        long deadlineMicros() {
            return CommitAuditor.deadlineMicros(commit);
        }
    }

    PartitionAudit(Workload workload, Ledger ledger, int partition) {
        this.workload = workload;
        this.ledger = ledger;
        this.partition = partition;
        this.durability = Durability.of(workload, ledger, partition);
    }

    /** All changes up to the commit's deadline, as far as they came in order, were told. */
    void judge(OffsetCommit commit) {
        long bound = ledger.ordinalsBelow(partition, commit.incarnation(), commit.next());
        if (bound <= frontier) {
            return;
        }
        for (long ordinal = frontier; ordinal < bound; ordinal++) {
            if (!durability.durable(ordinal)
                    && ledger.acked(partition, ordinal)
                    && workload.hasRow(partition, ordinal)
                    && !workload.refusable(partition, ordinal)
                    && durability.endangered(ordinal, bound)) {
                endangered.add(ordinal);
            }
        }
        spans.add(new Span(frontier, bound, commit));
        frontier = bound;
    }

    void written(long ordinal) {
        durability.written(ordinal);
    }

    void deleted(int key) {
        durability.deleted(key);
    }

    void anyDeleted() {
        durability.anyDeleted();
    }

    /** A change told late was in force at commits that were judged without it: it acquits the record and its earlier versions. */
    void acquitWritten(long ordinal, long commitMicros) {
        acquit(ordinal, commitMicros);
        if (workload.model().keyed()) {
            acquitVersionsBelow(ordinal, commitMicros);
        }
    }

    private void acquitVersionsBelow(long ordinal, long commitMicros) {
        for (long version = workload.previousOrdinal(partition, ordinal);
                version >= 0;
                version = workload.previousOrdinal(partition, version)) {
            acquit(version, commitMicros);
        }
    }

    void acquitDeleted(int key, long commitMicros) {
        long last = workload.lastOrdinalOfKey(partition, key, ledger.count(partition));
        if (last >= 0) {
            acquitWritten(last, commitMicros);
        }
    }

    void acquitAll(long commitMicros) {
        OrdinalSet all = new OrdinalSet();
        endangered.forEach(all::add);
        all.forEach(ordinal -> acquit(ordinal, commitMicros));
    }

    private void acquit(long ordinal, long commitMicros) {
        if (endangered.contains(ordinal) && commitMicros <= spanOf(ordinal).deadlineMicros()) {
            endangered.remove(ordinal);
        }
    }

    private Span spanOf(long ordinal) {
        int low = 0;
        int high = spans.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).end() <= ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return spans.get(low);
    }

    OrdinalSet endangered() {
        return endangered;
    }

    boolean everDurable(long ordinal) {
        return durability.durable(ordinal);
    }

    /** The commit that went past the record first. */
    OffsetCommit firstCommitPast(long ordinal) {
        return spanOf(ordinal).commit();
    }

    List<PrematureCommit> premature() {
        List<PrematureCommit> premature = new ArrayList<>();
        endangered.forEach(ordinal -> count(premature, ordinal));
        return premature;
    }

    private void count(List<PrematureCommit> premature, long ordinal) {
        OffsetCommit commit = firstCommitPast(ordinal);
        int last = premature.size() - 1;
        if (last >= 0 && premature.get(last).commit().equals(commit)) {
            PrematureCommit open = premature.get(last);
            premature.set(last, new PrematureCommit(commit, open.records() + 1, open.firstOrdinal()));
        } else {
            premature.add(new PrematureCommit(commit, 1, ordinal));
        }
    }
}

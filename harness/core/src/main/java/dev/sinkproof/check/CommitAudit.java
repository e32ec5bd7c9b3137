package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.List;

/**
 * Every commit against what was durable in the target at that moment: one pass over the history, about one bit for each record.
 *
 * @param partitions by source partition
 * @param attributed changes that wrote a row of the workload
 */
record CommitAudit(List<PartitionAudit> partitions, long attributed) {
    static CommitAudit of(
            Workload workload, Ledger ledger, List<OffsetCommit> commits, EvidenceStream<TargetChange> history)
            throws IOException {
        CommitAuditor auditor = new CommitAuditor(workload, ledger, commits);
        history.forEach(auditor);
        return auditor.finish();
    }

    /** Records of the partition that a commit went past before they were durable. */
    OrdinalSet endangered(int partition) {
        return partitions.get(partition).endangered();
    }

    /** Whether the record, or a later version of its key, was durable at any time. */
    boolean everDurable(int partition, long ordinal) {
        return partitions.get(partition).everDurable(ordinal);
    }

    List<PrematureCommit> premature() {
        return partitions.stream().flatMap(audit -> audit.premature().stream()).toList();
    }
}

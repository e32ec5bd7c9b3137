package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The target against the ledger: one pass over the rows, one bit for each record (append) or one long for each key (keyed),
 * whatever the size of the rows.
 *
 * @param partitions findings by source partition
 * @param rows rows read
 * @param phantomCount rows that no record explains
 * @param phantoms the first of them
 * @param corrupted the first rows with at least one field that differs
 * @param corruptedFields column to number of rows in which it differs
 */
record Reconciliation(
        List<PartitionFindings> partitions,
        long rows,
        long phantomCount,
        List<PhantomRow> phantoms,
        List<CorruptedRow> corrupted,
        Map<String, Long> corruptedFields) {

    /**
     * Reads the snapshot once.
     *
     * @throws EvidenceMissingException when rows do not keep the record identity
     */
    static Reconciliation of(
            Workload workload, Ledger ledger, Demand demand, Poison poison, EvidenceStream<TargetRow> snapshot)
            throws IOException {
        Reconciler reconciler = new Reconciler(workload, ledger, demand, true);
        snapshot.forEach(reconciler);
        return reconciler.finish(poison);
    }

    PartitionFindings partition(int partition) {
        return partitions.get(partition);
    }

    long total(ToLongFunction<PartitionFindings> count) {
        return partitions.stream().mapToLong(count).sum();
    }

    long size(Function<PartitionFindings, OrdinalSet> set) {
        return total(partition -> set.apply(partition).size());
    }
}

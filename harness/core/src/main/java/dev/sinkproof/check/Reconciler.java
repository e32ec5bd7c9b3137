package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Takes the target's rows one by one and gives each to its partition. */
final class Reconciler implements Consumer<TargetRow> {
    /** Phantom rows and corrupted rows that are kept as examples, each. */
    static final int EXAMPLES_MAX = 20;

    private static final int CONTAINERS_NAMED_MAX = 5;

    private final Workload workload;
    private final Ledger ledger;
    private final RowFidelity fidelity;
    private final List<PartitionFindings> partitions;
    private final List<PhantomRow> phantoms = new ArrayList<>();
    private final List<CorruptedRow> corrupted = new ArrayList<>();
    private final Map<String, Long> corruptedFields = new TreeMap<>();
    private final TreeSet<String> withoutIdentity = new TreeSet<>();
    private long rowsWithoutIdentity;
    private long rows;
    private long phantomCount;

    /** Without {@code fields}, rows are told apart but their fields are not compared. */
    Reconciler(Workload workload, Ledger ledger, Demand demand, boolean fields) {
        this.workload = workload;
        this.ledger = ledger;
        this.fidelity = fields ? new RowFidelity(workload) : null;
        this.partitions = IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> new PartitionFindings(Tally.of(workload, ledger, demand, partition)))
                .toList();
    }

    @Override
    public void accept(TargetRow row) {
        rows++;
        Optional<RecordIdentity> identity = RecordIdentity.of(row);
        if (identity.isPresent()) {
            add(identity.get().partition(), identity.get().ordinal(), row);
        } else if (RecordIdentity.keptBy(row)) {
            addPhantom(
                    row,
                    "a row whose " + RecordIdentity.PARTITION_COLUMN + " and " + RecordIdentity.ORDINAL_COLUMN
                            + " name no record");
        } else {
            addWithoutIdentity(row.container());
        }
    }

    private void addWithoutIdentity(String container) {
        rowsWithoutIdentity++;
        if (withoutIdentity.size() < CONTAINERS_NAMED_MAX) {
            withoutIdentity.add(container);
        }
    }

    private void add(int partition, long ordinal, TargetRow row) {
        String stranger = whyNotOfTheLog(partition, ordinal, row);
        if (stranger != null) {
            addPhantom(row, stranger);
            return;
        }
        boolean unknown = ledger.unknown(partition) > 0 && ledger.outcome(partition, ordinal) == ProduceOutcome.UNKNOWN;
        partitions.get(partition).add(ordinal, unknown);
        if (fidelity != null) {
            compareFields(partition, ordinal, row);
        }
    }

    /** Null when the log holds, or may hold, such a record. */
    private String whyNotOfTheLog(int partition, long ordinal, TargetRow row) {
        if (partition >= ledger.partitions()) {
            return "a row of partition " + partition + ", which the source topic does not have";
        }
        if (ordinal >= ledger.count(partition)) {
            return "a row of record " + ordinal + " of partition " + partition + ", which was never produced";
        }
        if (ledger.outcome(partition, ordinal) == ProduceOutcome.REJECTED) {
            return "a row of record " + ordinal + " of partition " + partition + ", which Kafka rejected";
        }
        if (!workload.hasRow(partition, ordinal) && !writtenAsItIs(partition, ordinal, row)) {
            return "a row of record " + ordinal + " of partition " + partition + ", which can have none ("
                    + workload.irregularitiesAt(partition, ordinal)
                            .get(0)
                            .kind()
                            .id() + ")";
        }
        return workload.tombstone(partition, ordinal)
                ? "a row of record " + ordinal + " of partition " + partition + ", which is a tombstone"
                : null;
    }

    /** What most targets refuse, some can hold. A row that says exactly what such a record says is its row, then. */
    private boolean writtenAsItIs(int partition, long ordinal, TargetRow row) {
        return fidelity != null
                && workload.mayHaveRow(partition, ordinal)
                && fidelity.differences(partition, ordinal, row).isEmpty();
    }

    private void addPhantom(TargetRow row, String reason) {
        phantomCount++;
        if (phantoms.size() < EXAMPLES_MAX) {
            phantoms.add(new PhantomRow(row.container(), reason, Values.show(row)));
        }
    }

    private void compareFields(int partition, long ordinal, TargetRow row) {
        List<FieldDifference> differences = fidelity.differences(partition, ordinal, row);
        if (differences.isEmpty()) {
            return;
        }
        partitions.get(partition).addCorrupted(ordinal);
        differences.forEach(difference -> corruptedFields.merge(difference.column(), 1L, Long::sum));
        if (corrupted.size() < EXAMPLES_MAX) {
            corrupted.add(new CorruptedRow(partition, ordinal, row.container(), differences));
        }
    }

    Reconciliation finish(Poison poison) {
        if (!withoutIdentity.isEmpty()) {
            throw new EvidenceMissingException("the target does not keep the record identity: " + rowsWithoutIdentity
                    + " rows have no columns " + RecordIdentity.PARTITION_COLUMN + " and "
                    + RecordIdentity.ORDINAL_COLUMN
                    + ", in " + String.join(", ", withoutIdentity)
                    + ". Either the connector drops fields of the value (look for field lists and transforms in its configuration), or"
                    + " something that is not the subject's table was read (look at sinkproof.target settings)");
        }
        for (int partition = 0; partition < partitions.size(); partition++) {
            partitions.get(partition).finish(poison.partition(partition));
        }
        return new Reconciliation(partitions, rows, phantomCount, phantoms, corrupted, corruptedFields);
    }
}

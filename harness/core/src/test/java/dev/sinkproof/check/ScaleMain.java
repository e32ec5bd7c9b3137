package dev.sinkproof.check;

import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Reconciles ten million generated records with planted losses and says how fast; run in a small heap by {@link ReconciliationScaleIT}. */
final class ScaleMain {
    private static final int PARTITIONS = 4;
    private static final int RECORDS_PER_PARTITION = 2_500_000;
    private static final int KEYS_PER_PARTITION = 1_000_000;
    /** Every so many rows one is left out, and one is there twice. */
    private static final int SPOILT_EVERY = 10_007;

    private final boolean fields;
    private final Workload workload;
    private final Ledger ledger = Ledger.contiguous("topic", PARTITIONS, RECORDS_PER_PARTITION);
    private long rows;
    private long left;
    private long doubled;

    private ScaleMain(WriteModel model, boolean fields) {
        this.fields = fields;
        this.workload = new Workload(
                new WorkloadSpec(1, PARTITIONS, RECORDS_PER_PARTITION, KEYS_PER_PARTITION, 0, 0), "topic", model);
    }

    public static void main(String[] arguments) throws IOException {
        String mode = arguments[0];
        WriteModel model = mode.contains("append") ? WriteModel.APPEND : WriteModel.UPSERT;
        ScaleMain scale = new ScaleMain(model, mode.endsWith("fields"));
        if (mode.startsWith("history")) {
            scale.audit(mode);
        } else {
            scale.reconcile(mode);
        }
    }

    private void reconcile(String mode) throws IOException {
        long generating = time(() -> snapshot().forEach(row -> {}));
        rows = 0;
        left = 0;
        doubled = 0;
        Reconciler reconciler = new Reconciler(workload, ledger, Demand.everything(ledger), fields);
        Reconciliation[] found = new Reconciliation[1];
        long all = time(() -> {
            snapshot().forEach(reconciler);
            found[0] = reconciler.finish(Poison.none(ledger));
        });
        require("lost", left, found[0].size(PartitionFindings::lost));
        require("duplicated", doubled, found[0].size(PartitionFindings::duplicated));
        require("corrupted", 0, found[0].corrupted().size());
        say(mode, all, generating);
    }

    private void audit(String mode) throws IOException {
        long generating = time(() -> history().forEach(change -> {}));
        rows = 0;
        List<OffsetCommit> commits = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int millis = 1; millis <= RECORDS_PER_PARTITION / 1000; millis++) {
                commits.add(new OffsetCommit("topic", partition, millis * 1000L, millis, commits.size()));
            }
        }
        CommitAudit[] found = new CommitAudit[1];
        long all = time(() -> found[0] = CommitAudit.of(workload, ledger, commits, history()));
        require("premature", 0, found[0].premature().size());
        say(mode, all, generating);
    }

    private void say(String mode, long nanos, long generatingNanos) {
        long usedMegabytes =
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d records, %,d rows, exactly as planted; %,d rows/s with generating them, %,d rows/s without; %d MB%n",
                mode,
                ledger.acknowledged(),
                rows,
                perSecond(nanos),
                perSecond(nanos - generatingNanos),
                usedMegabytes);
    }

    private long perSecond(long nanos) {
        return (long) (rows / (Math.max(1, nanos) / 1e9));
    }

    private static void require(String what, long planted, long found) {
        if (planted != found) {
            throw new IllegalStateException(what + ": planted " + planted + ", found " + found);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static long time(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private EvidenceStream<TargetRow> snapshot() {
        return consumer -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                if (workload.model().keyed()) {
                    keyedRows(partition, consumer);
                } else {
                    appendRows(partition, consumer);
                }
            }
        };
    }

    private void appendRows(int partition, Consumer<? super TargetRow> consumer) {
        for (long ordinal = 0; ordinal < RECORDS_PER_PARTITION; ordinal++) {
            give(partition, ordinal, consumer);
        }
    }

    private void keyedRows(int partition, Consumer<? super TargetRow> consumer) {
        for (int key = 0; key < KEYS_PER_PARTITION; key++) {
            give(partition, workload.lastOrdinalOfKey(partition, key, RECORDS_PER_PARTITION), consumer);
        }
    }

    private void give(int partition, long ordinal, Consumer<? super TargetRow> consumer) {
        if (ordinal % SPOILT_EVERY == 3) {
            left++;
            return;
        }
        rows++;
        consumer.accept(row(partition, ordinal));
        if (ordinal % SPOILT_EVERY == 5) {
            rows++;
            doubled++;
            consumer.accept(row(partition, ordinal));
        }
    }

    private TargetRow row(int partition, long ordinal) {
        if (fields) {
            return new TargetRow("table", workload.record(partition, ordinal).fields());
        }
        Map<String, Object> identity = new HashMap<>(4);
        identity.put("src_partition", (long) partition);
        identity.put("src_ordinal", ordinal);
        return new TargetRow("table", identity);
    }

    /** A thousand records of each partition in every millisecond. */
    private EvidenceStream<TargetChange> history() {
        return consumer -> {
            for (long ordinal = 0; ordinal < RECORDS_PER_PARTITION; ordinal++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    rows++;
                    consumer.accept(
                            new TargetChange(ordinal, "1", TargetChange.Operation.INSERT, row(partition, ordinal)));
                }
            }
        };
    }
}

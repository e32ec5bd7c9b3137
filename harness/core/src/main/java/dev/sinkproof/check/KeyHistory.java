package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How far each key has come while the target's history passes by: one long for each. */
final class KeyHistory {
    private static final long NONE = -1;

    private final Workload workload;
    private final Ledger ledger;
    private final long[][] newest;

    KeyHistory(Workload workload, Ledger ledger) {
        this.workload = workload;
        this.ledger = ledger;
        this.newest = IntStream.range(0, ledger.partitions())
                .mapToObj(partition -> nothing(workload.keys()))
                .toArray(long[][]::new);
    }

    private static long[] nothing(int keys) {
        long[] newest = new long[keys];
        Arrays.fill(newest, NONE);
        return newest;
    }

    /** Returns false when a newer version of the key had been written, or the key deleted since. */
    boolean written(RecordIdentity identity) {
        long[] ofPartition = newest[identity.partition()];
        int key = workload.keyOf(identity.partition(), identity.ordinal());
        boolean forward = identity.ordinal() >= ofPartition[key];
        ofPartition[key] = Math.max(ofPartition[key], identity.ordinal());
        return forward;
    }

    /** A row goes because of a tombstone that follows the newest version that was written. */
    void deleted(long keyId) {
        if (!workload.hasKey(keyId)) {
            return;
        }
        int partition = (int) Workload.partitionOfKeyId(keyId);
        int key = (int) Workload.keyOfKeyId(keyId);
        long version = newest[partition][key];
        while (version != NONE && version < ledger.count(partition) && !workload.tombstone(partition, version)) {
            version = workload.nextOrdinal(partition, version);
        }
        if (version < ledger.count(partition)) {
            newest[partition][key] = version;
        }
    }
}

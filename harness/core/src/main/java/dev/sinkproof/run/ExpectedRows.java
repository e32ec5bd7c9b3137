package dev.sinkproof.run;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.workload.Workload;

/** How many rows a complete target has. Used only to decide how long to wait; checkers judge record by record. */
final class ExpectedRows {
    private ExpectedRows() {}

    static long of(Workload workload, Ledger ledger) {
        return workload.model().keyed() ? keysThatLive(workload, ledger) : ledger.acknowledged();
    }

    private static long keysThatLive(Workload workload, Ledger ledger) {
        long rows = 0;
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            for (int key = 0; key < workload.keys(); key++) {
                long last = workload.lastOrdinalOfKey(partition, key, ledger.count(partition));
                if (last >= 0 && !workload.tombstone(partition, last)) {
                    rows++;
                }
            }
        }
        return rows;
    }
}

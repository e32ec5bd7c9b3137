package dev.sinkproof.run;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.workload.Workload;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How many rows a target has that holds all that was committed. Used only to decide how long to wait; checkers judge record
 * by record.
 */
final class ExpectedRows {
    private final Workload workload;
    private final Ledger ledger;
    private final Map<String, Long> lag;

    /**
     * @param lag records that are not committed, by {@code topic-partition}: nobody promised that they would be there
     */
    ExpectedRows(Workload workload, Ledger ledger, Map<String, Long> lag) {
        this.workload = workload;
        this.ledger = ledger;
        this.lag = lag;
    }

    long count() {
        long rows = 0;
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            long committed = committed(partition);
            rows += workload.model().keyed() ? keysThatLive(partition, committed) : withRow(partition, committed);
        }
        return rows;
    }

    private long committed(int partition) {
        long uncommitted = lag.getOrDefault(ledger.topic() + "-" + partition, 0L);
        return Math.max(0, ledger.acknowledged(partition) - uncommitted);
    }

    private long withRow(int partition, long committed) {
        if (!workload.irregular()) {
            return committed;
        }
        return LongStream.range(0, committed)
                .filter(ordinal -> workload.hasRow(partition, ordinal))
                .count();
    }

    private long keysThatLive(int partition, long committed) {
        long rows = 0;
        // Aborted records lie between the others: without lag it is all of them that count.
        long end = committed == ledger.acknowledged(partition) ? ledger.count(partition) : committed;
        for (int key = 0; key < workload.keys(); key++) {
            long last = workload.lastOrdinalOfKey(partition, key, end);
            while (last >= 0 && !(ledger.acked(partition, last) && workload.hasRow(partition, last))) {
                last = workload.previousOrdinal(partition, last);
            }
            if (last >= 0 && !workload.tombstone(partition, last)) {
                rows++;
            }
        }
        return rows;
    }
}

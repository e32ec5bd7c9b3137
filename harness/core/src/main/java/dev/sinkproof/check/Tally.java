package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.Workload;

/** Counts the rows of one partition of the source log while the target passes by, then compares them with the ledger. */
interface Tally {
    /**
     * A row that came from the record with this ordinal.
     *
     * @return false when a row with the same ordinal was there before
     */
    boolean add(long ordinal);

    /** Whether a row that came from the record stands in the target (for keyed models: the newest one of its key). */
    boolean holds(long ordinal);

    /** The ordinal of the row in the target that stands for the record's key, or -1. For append: of the record itself. */
    long heldInsteadOf(long ordinal);

    /** Accounts for every acknowledged record after the last row. */
    Account account();

    /**
     * What became of a partition's records. Sets hold ordinals; for stale and resurrected that of the key's last word.
     *
     * @param lost neither in the target nor superseded
     * @param stale the target holds an older version instead
     * @param resurrected the target holds the key that the record deletes
     * @param undelivered not in the target, and not demanded of it yet
     */
    record Account(OrdinalSet lost, OrdinalSet stale, OrdinalSet resurrected, long undelivered) {
        Account() {
            this(new OrdinalSet(), new OrdinalSet(), new OrdinalSet(), 0);
        }

        Account withUndelivered(long count) {
            return new Account(lost, stale, resurrected, count);
        }
    }

    static Tally of(Workload workload, Ledger ledger, Demand demand, int partition) {
        return workload.model().keyed()
                ? new KeyedTally(workload, ledger, demand.ordinals(partition), partition)
                : new AppendTally(workload, ledger, demand.ordinals(partition), partition);
    }
}

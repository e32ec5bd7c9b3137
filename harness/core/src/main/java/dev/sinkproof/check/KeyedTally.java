package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.workload.Workload;

/**
 * One row for each key: one long for each key, the ordinal of its newest row.
 *
 * <p>A key's last word is its last record that is demanded. What follows it in the log (unknown, or not committed past) may
 * have taken effect or not.
 */
final class KeyedTally implements Tally {
    private final Workload workload;
    private final Ledger ledger;
    private final long demanded;
    private final int partition;
    /** For each key the ordinal of its newest row plus one; 0 for a key without a row. */
    private final long[] newest;
    /** Rows that stand beside a newer row of the same key: the target should have replaced them. */
    private final OrdinalSet besideNewer = new OrdinalSet();

    KeyedTally(Workload workload, Ledger ledger, long demanded, int partition) {
        this.workload = workload;
        this.ledger = ledger;
        this.demanded = demanded;
        this.partition = partition;
        this.newest = new long[workload.keys()];
    }

    @Override
    public boolean add(long ordinal) {
        int key = workload.keyOf(partition, ordinal);
        long before = newest[key] - 1;
        if (before == ordinal) {
            return false;
        }
        newest[key] = Math.max(before, ordinal) + 1;
        return before < 0 || besideNewer.add(Math.min(before, ordinal));
    }

    @Override
    public boolean holds(long ordinal) {
        return heldInsteadOf(ordinal) == ordinal;
    }

    @Override
    public long heldInsteadOf(long ordinal) {
        return newest[workload.keyOf(partition, ordinal)] - 1;
    }

    @Override
    public Account account() {
        Account account = new Account();
        long undelivered = 0;
        for (int key = 0; key < newest.length; key++) {
            undelivered += judge(key, account) ? 0 : 1;
        }
        besideNewer.forEach(ordinal -> addStaleRow(ordinal, account));
        return account.withUndelivered(undelivered);
    }

    /** Returns false when the key's newest acknowledged record is not in effect and not demanded either. */
    private boolean judge(int key, Account account) {
        long held = newest[key] - 1;
        boolean absenceAllowed = false;
        boolean acknowledged = false;
        boolean delivered = true;
        long ordinal = workload.lastOrdinalOfKey(partition, key, ledger.count(partition));
        while (ordinal >= 0 && !demanded(ordinal)) {
            // What can have no row has no effect either, as if it had never reached the log.
            ProduceOutcome outcome =
                    workload.hasRow(partition, ordinal) ? ledger.outcome(partition, ordinal) : ProduceOutcome.REJECTED;
            if (outcome == ProduceOutcome.ACKED && !acknowledged) {
                acknowledged = true;
                delivered = inEffect(ordinal, held, absenceAllowed);
            }
            absenceAllowed |= workload.tombstone(partition, ordinal) && outcome != ProduceOutcome.REJECTED;
            ordinal = workload.previousOrdinal(partition, ordinal);
        }
        if (ordinal >= 0 && held < ordinal) {
            judgeLastWord(ordinal, held, absenceAllowed, account);
        }
        return delivered;
    }

    /** @param mayBeDeleted whether a later record of unknown outcome may have deleted the key */
    private boolean inEffect(long ordinal, long held, boolean mayBeDeleted) {
        return workload.tombstone(partition, ordinal)
                ? held < 0 || held > ordinal
                : held >= ordinal || held < 0 && mayBeDeleted;
    }

    private boolean demanded(long ordinal) {
        return ordinal < demanded && ledger.acked(partition, ordinal) && workload.hasRow(partition, ordinal);
    }

    private void judgeLastWord(long lastWord, long held, boolean absenceAllowed, Account account) {
        boolean tombstone = workload.tombstone(partition, lastWord);
        if (held >= 0) {
            (tombstone ? account.resurrected() : account.stale()).add(lastWord);
        } else if (!tombstone && !absenceAllowed) {
            account.lost().add(lastWord);
        }
    }

    /** The row is one too many, though a newer one of its key is there. */
    private void addStaleRow(long ordinal, Account account) {
        int key = workload.keyOf(partition, ordinal);
        long lastWord = lastWord(key);
        if (!account.resurrected().contains(lastWord)) {
            account.stale().add(Math.max(lastWord, newest[key] - 1));
        }
    }

    private long lastWord(int key) {
        long ordinal = workload.lastOrdinalOfKey(partition, key, ledger.count(partition));
        while (ordinal >= 0 && !demanded(ordinal)) {
            ordinal = workload.previousOrdinal(partition, ordinal);
        }
        return ordinal;
    }
}

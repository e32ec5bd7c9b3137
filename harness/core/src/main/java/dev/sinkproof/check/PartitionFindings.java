package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import java.util.HashMap;
import java.util.Map;

/** What one partition's records look like in the target. Filled by {@link Reconciler}, read by the checkers. */
final class PartitionFindings {
    /** Records with more than two copies whose number of copies is kept; of further ones it is known that there is more than one. */
    static final int COPIES_KEPT_MAX = 100_000;

    private final Tally tally;
    private final OrdinalSet duplicated = new OrdinalSet();
    private final OrdinalSet corrupted = new OrdinalSet();
    private final Map<Long, Long> copiesBeyondTwo = new HashMap<>();
    private boolean copiesCut;
    private long surplus;
    private long recovered;
    private long parked;
    private Tally.Account account;

    PartitionFindings(Tally tally) {
        this.tally = tally;
    }

    /** A row of this partition. */
    void add(long ordinal, boolean unknownInLog) {
        if (tally.add(ordinal)) {
            recovered += unknownInLog ? 1 : 0;
        } else {
            addCopy(ordinal);
        }
    }

    private void addCopy(long ordinal) {
        surplus++;
        if (duplicated.add(ordinal)) {
            return;
        }
        if (copiesBeyondTwo.size() < COPIES_KEPT_MAX || copiesBeyondTwo.containsKey(ordinal)) {
            copiesBeyondTwo.merge(ordinal, 3L, (copies, unused) -> copies + 1);
        } else {
            copiesCut = true;
        }
    }

    void addCorrupted(long ordinal) {
        corrupted.add(ordinal);
    }

    /** @param poison what became of the records that need have no row */
    void finish(Poison.OfPartition poison) {
        Tally.Account rows = tally.account();
        poison.lost().forEach(ordinal -> {
            if (!tally.holds(ordinal)) {
                rows.lost().add(ordinal);
            }
        });
        poison.refused().forEach(ordinal -> {
            rows.lost().remove(ordinal);
            rows.stale().remove(ordinal);
        });
        account = rows.withUndelivered(rows.undelivered() + poison.undelivered());
        parked = poison.parked().size();
    }

    /** Records that are in a dead letter queue. */
    long parked() {
        return parked;
    }

    OrdinalSet lost() {
        return account.lost();
    }

    OrdinalSet stale() {
        return account.stale();
    }

    OrdinalSet resurrected() {
        return account.resurrected();
    }

    long undelivered() {
        return account.undelivered();
    }

    OrdinalSet duplicated() {
        return duplicated;
    }

    OrdinalSet corrupted() {
        return corrupted;
    }

    /** Rows of a record that is {@link #duplicated}; at least this many where {@link #copiesCut} is true. */
    long copies(long ordinal) {
        return copiesBeyondTwo.getOrDefault(ordinal, 2L);
    }

    /** Whether there were too many records with more than two copies to keep the number of each. */
    boolean copiesCut() {
        return copiesCut;
    }

    /** Rows beyond the first of each record. */
    long surplus() {
        return surplus;
    }

    /** Records of unknown outcome that are in the target: the producer did reach the log. */
    long recovered() {
        return recovered;
    }

    boolean holds(long ordinal) {
        return tally.holds(ordinal);
    }

    /** The ordinal of the row that stands for the record's key, or -1 when there is none. */
    long heldInsteadOf(long ordinal) {
        return tally.heldInsteadOf(ordinal);
    }
}

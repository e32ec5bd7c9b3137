package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.workload.Workload;

/** One row for each record: one bit for each record. */
final class AppendTally implements Tally {
    private final Workload workload;
    private final Ledger ledger;
    private final long demanded;
    private final int partition;
    private final OrdinalSet present = new OrdinalSet();

    AppendTally(Workload workload, Ledger ledger, long demanded, int partition) {
        this.workload = workload;
        this.ledger = ledger;
        this.demanded = demanded;
        this.partition = partition;
    }

    @Override
    public boolean add(long ordinal) {
        return present.add(ordinal);
    }

    @Override
    public boolean holds(long ordinal) {
        return present.contains(ordinal);
    }

    @Override
    public long heldInsteadOf(long ordinal) {
        return holds(ordinal) ? ordinal : -1;
    }

    @Override
    public Account account() {
        Account account = new Account();
        if (present.size() == ledger.count(partition)) {
            // Every record that was produced: rows of no record are not counted here.
            return account;
        }
        long undelivered = 0;
        for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
            if (present.contains(ordinal)
                    || !ledger.acked(partition, ordinal)
                    || !workload.hasRow(partition, ordinal)) {
                continue;
            }
            if (ordinal < demanded) {
                account.lost().add(ordinal);
            } else {
                undelivered++;
            }
        }
        return account.withUndelivered(undelivered);
    }
}

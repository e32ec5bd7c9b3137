package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.workload.Workload;

/** What of one partition is durable in the target while the history passes by. */
interface Durability {
    /** A row that came from this record was made durable. */
    void written(long ordinal);

    /** The row of this key was deleted. */
    void deleted(int key);

    /** Any row may have been deleted. */
    void anyDeleted();

    /** Whether the record is durable, or was at some time, or a later version of its key. */
    boolean durable(long ordinal);

    /**
     * Whether a crash right now would lose the record although all below {@code bound} was committed. False when that cannot
     * be told for certain.
     */
    boolean endangered(long ordinal, long bound);

    static Durability of(Workload workload, Ledger ledger, int partition) {
        return workload.model().keyed() ? new Keyed(workload, ledger, partition) : new Append();
    }

    /** One row for each record: durable once it was inserted. What is deleted later is no matter of commits. */
    final class Append implements Durability {
        private final OrdinalSet durable = new OrdinalSet();

        @Override
        public void written(long ordinal) {
            durable.add(ordinal);
        }

        @Override
        public void deleted(int key) {
            // Was durable when it mattered.
        }

        @Override
        public void anyDeleted() {
            // Was durable when it mattered.
        }

        @Override
        public boolean durable(long ordinal) {
            return durable.contains(ordinal);
        }

        @Override
        public boolean endangered(long ordinal, long bound) {
            return !durable(ordinal);
        }
    }

    /**
     * One row for each key. A write of a version makes all earlier ones durable too, since batches may collapse. A missing row may
     * never have been written or may be deleted: nothing is claimed where both are possible.
     */
    final class Keyed implements Durability {
        private final Workload workload;
        private final Ledger ledger;
        private final int partition;
        private final OrdinalSet durable = new OrdinalSet();
        /** Keys that certainly have a row. */
        private OrdinalSet present = new OrdinalSet();

        Keyed(Workload workload, Ledger ledger, int partition) {
            this.workload = workload;
            this.ledger = ledger;
            this.partition = partition;
        }

        @Override
        public void written(long ordinal) {
            present.add(workload.keyOf(partition, ordinal));
            long version = ordinal;
            while (version >= 0 && durable.add(version)) {
                version = workload.previousOrdinal(partition, version);
            }
        }

        @Override
        public void deleted(int key) {
            present.remove(key);
        }

        @Override
        public void anyDeleted() {
            present = new OrdinalSet();
        }

        @Override
        public boolean durable(long ordinal) {
            return durable.contains(ordinal);
        }

        /** Only the key's last word below the bound counts, and an absent row may be the work of a tombstone at or after it. */
        @Override
        public boolean endangered(long ordinal, long bound) {
            if (durable(ordinal) || supersededBelow(bound, ordinal)) {
                return false;
            }
            return present.contains(workload.keyOf(partition, ordinal)) || !tombstoneFrom(ordinal);
        }

        private boolean supersededBelow(long bound, long ordinal) {
            long next = workload.nextOrdinal(partition, ordinal);
            while (next < bound && !takesEffect(next)) {
                next = workload.nextOrdinal(partition, next);
            }
            return next < bound;
        }

        private boolean takesEffect(long version) {
            return ledger.outcome(partition, version) != ProduceOutcome.REJECTED && workload.hasRow(partition, version);
        }

        private boolean tombstoneFrom(long ordinal) {
            long version = ordinal;
            while (version < ledger.count(partition) && !workload.tombstone(partition, version)) {
                version = workload.nextOrdinal(partition, version);
            }
            return version < ledger.count(partition);
        }
    }
}

package dev.sinkproof.check;

import dev.sinkproof.ledger.OrdinalSet;
import java.util.List;
import java.util.stream.IntStream;

/** Records that appeared after one that follows them in the log, and the first of them in time. One bit for each. */
final class OutOfOrder {
    /**
     * One of them.
     *
     * @param partition source partition
     * @param ordinal the record that came late
     * @param overtaker the record that follows it in the log and was there before
     */
    record Example(int partition, long ordinal, long overtaker) {}

    private final List<OrdinalSet> late;
    private Example first;
    private long count;

    OutOfOrder(int partitions) {
        this.late = IntStream.range(0, partitions)
                .mapToObj(partition -> new OrdinalSet())
                .toList();
    }

    void add(int partition, long ordinal, long overtaker) {
        if (first == null) {
            first = new Example(partition, ordinal, overtaker);
        }
        if (late.get(partition).add(ordinal)) {
            count++;
        }
    }

    long count() {
        return count;
    }

    /** The first in time; null when there is none. */
    Example first() {
        return first;
    }

    OrdinalSet ordinals(int partition) {
        return late.get(partition);
    }
}

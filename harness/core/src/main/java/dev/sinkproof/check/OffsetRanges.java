package dev.sinkproof.check;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.OrdinalSet;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.OffsetRange;
import dev.sinkproof.model.PartitionOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Sets of ordinals as ranges of offsets, at most {@link Anomaly#RANGES_MAX} over all partitions.
 *
 * @param offsets the ranges, by partition
 * @param truncated whether ranges were left out
 */
record OffsetRanges(List<PartitionOffsets> offsets, boolean truncated) {
    static OffsetRanges of(Ledger ledger, IntFunction<OrdinalSet> ordinals) {
        Collector collector = new Collector(ledger);
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            collector.add(partition, ordinals.apply(partition));
        }
        return new OffsetRanges(List.copyOf(collector.partitions), collector.truncated);
    }

    static OffsetRanges none() {
        return new OffsetRanges(List.of(), false);
    }

    private static final class Collector {
        private final Ledger ledger;
        private final List<PartitionOffsets> partitions = new ArrayList<>();
        private int left = Anomaly.RANGES_MAX;
        private boolean truncated;

        Collector(Ledger ledger) {
            this.ledger = ledger;
        }

        void add(int partition, OrdinalSet ordinals) {
            List<List<OffsetRange>> incarnations = IntStream.range(0, ledger.incarnations())
                    .<List<OffsetRange>>mapToObj(incarnation -> new ArrayList<>())
                    .toList();
            ordinals.anyMatch(ordinal -> !extend(
                    incarnations.get(ledger.incarnationOf(partition, ordinal)), ledger.offsetOf(partition, ordinal)));
            for (int incarnation = 0; incarnation < incarnations.size(); incarnation++) {
                List<OffsetRange> ranges = incarnations.get(incarnation);
                if (!ranges.isEmpty()) {
                    partitions.add(new PartitionOffsets(ledger.topicOf(incarnation), partition, ranges));
                }
            }
        }

        /** Returns false when there is no room. */
        private boolean extend(List<OffsetRange> ranges, long offset) {
            if (offset == Ledger.NONE) {
                return true;
            }
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).last() + 1 == offset) {
                ranges.set(last, new OffsetRange(ranges.get(last).first(), offset));
                return true;
            }
            truncated |= left == 0;
            return left-- > 0 && ranges.add(new OffsetRange(offset, offset));
        }
    }
}

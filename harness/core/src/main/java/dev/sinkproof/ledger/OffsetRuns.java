package dev.sinkproof.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Run-length mapping of ordinals to offsets: three numbers for each gap-free run, ascending in both. Immutable. */
final class OffsetRuns {
    private final long[] ordinals;
    private final long[] offsets;
    private final long[] lengths;

    private OffsetRuns(List<Run> runs) {
        ordinals = runs.stream().mapToLong(Run::ordinal).toArray();
        offsets = runs.stream().mapToLong(Run::offset).toArray();
        lengths = runs.stream().mapToLong(Run::length).toArray();
    }

    /** {@code length} records from {@code ordinal} on, which lie at {@code offset} and what follows it. */
    record Run(long ordinal, long offset, long length) {
        Run {
            if (ordinal < 0 || offset < 0 || length <= 0) {
                throw new IllegalArgumentException(
                        "a run needs an ordinal and an offset from 0 and a positive length, but is ordinal " + ordinal
                                + ", offset " + offset + ", length " + length);
            }
        }

        long ordinalEnd() {
            return ordinal + length;
        }

        long offsetEnd() {
            return offset + length;
        }

        boolean continuedBy(long nextOrdinal, long nextOffset) {
            return ordinalEnd() == nextOrdinal && offsetEnd() == nextOffset;
        }
    }

    /**
     * Takes runs in any order.
     *
     * @throws IllegalArgumentException when offsets do not ascend with ordinals: then the log went backwards
     */
    static OffsetRuns of(List<Run> runs) {
        List<Run> sorted =
                runs.stream().sorted(Comparator.comparingLong(Run::ordinal)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            requireAscending(sorted.get(i - 1), sorted.get(i));
        }
        return new OffsetRuns(sorted);
    }

    private static void requireAscending(Run earlier, Run later) {
        if (later.ordinal() < earlier.ordinalEnd() || later.offset() < earlier.offsetEnd()) {
            throw new IllegalArgumentException("offsets must ascend with ordinals, but ordinal " + later.ordinal()
                    + " lies at offset " + later.offset() + " and ordinal " + (earlier.ordinalEnd() - 1) + " at "
                    + (earlier.offsetEnd() - 1) + ": the source log lost acknowledged records");
        }
    }

    /** All but the records from ordinal {@code first} up to {@code end}, exclusive, which must be some. */
    OffsetRuns without(long first, long end) {
        List<Run> left = new ArrayList<>();
        for (Run run : runs()) {
            long before = Math.min(run.length(), Math.max(0, first - run.ordinal()));
            long behind = Math.max(0, run.ordinalEnd() - Math.max(end, run.ordinal()));
            if (before > 0) {
                left.add(new Run(run.ordinal(), run.offset(), before));
            }
            if (behind > 0) {
                left.add(new Run(run.ordinalEnd() - behind, run.offsetEnd() - behind, behind));
            }
        }
        return new OffsetRuns(left);
    }

    List<Run> runs() {
        return java.util.stream.IntStream.range(0, ordinals.length)
                .mapToObj(i -> new Run(ordinals[i], offsets[i], lengths[i]))
                .toList();
    }

    long count() {
        return Arrays.stream(lengths).sum();
    }

    /** The offset after the last one known, 0 when there is none. */
    long offsetEnd() {
        return lengths.length == 0 ? 0 : offsets[lengths.length - 1] + lengths[lengths.length - 1];
    }

    long offsetOf(long ordinal) {
        return translate(ordinals, offsets, ordinal);
    }

    long ordinalAt(long offset) {
        return translate(offsets, ordinals, offset);
    }

    private long translate(long[] from, long[] to, long value) {
        int run = indexOfRunAtOrBefore(from, value);
        return run < 0 || value - from[run] >= lengths[run] ? Ledger.NONE : to[run] + value - from[run];
    }

    long ordinalsBelow(long offset) {
        int run = indexOfRunAtOrBefore(offsets, offset - 1);
        return run < 0 ? 0 : ordinals[run] + Math.min(lengths[run], offset - offsets[run]);
    }

    private static int indexOfRunAtOrBefore(long[] starts, long value) {
        if (starts.length == 1) {
            return value >= starts[0] ? 0 : -1;
        }
        int found = Arrays.binarySearch(starts, value);
        return found >= 0 ? found : -found - 2;
    }
}

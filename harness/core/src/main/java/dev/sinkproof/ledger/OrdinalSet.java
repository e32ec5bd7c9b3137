package dev.sinkproof.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of ordinals (or keys) of one partition: about one bit for each member, less where members are consecutive.
 *
 * <p>Members are 0 to {@link #ORDINAL_MAX}. Not safe for use by several threads while one of them adds or removes.
 */
public final class OrdinalSet {
    /** The largest ordinal that fits: 2^40 − 1, over a million million records in a partition. */
    public static final long ORDINAL_MAX = (1L << 40) - 1;

    private static final int CHUNK_BITS = 32;

    private final List<RoaringBitmap> chunks = new ArrayList<>(1);

    /** Takes consecutive members, both ends included. */
    @FunctionalInterface
    public interface RangeConsumer {
        void accept(long first, long last);
    }

    /**
     * Adds {@code ordinal}.
     *
     * @return whether it was absent
     */
    public boolean add(long ordinal) {
        return chunkToWrite(ordinal).checkedAdd((int) ordinal);
    }

    /** Adds all from {@code first} up to, but without, {@code end}. */
    public void addRange(long first, long end) {
        for (long from = first; from < end; ) {
            long chunkEnd = ((from >>> CHUNK_BITS) + 1) << CHUNK_BITS;
            long to = Math.min(end, chunkEnd);
            long base = from >>> CHUNK_BITS << CHUNK_BITS;
            chunkToWrite(from).add(from - base, to - base);
            from = to;
        }
    }

    /**
     * Removes {@code ordinal}.
     *
     * @return whether it was a member
     */
    public boolean remove(long ordinal) {
        return contains(ordinal) && chunkToWrite(ordinal).checkedRemove((int) ordinal);
    }

    public boolean contains(long ordinal) {
        int chunk = (int) (ordinal >>> CHUNK_BITS);
        return ordinal >= 0 && chunk < chunks.size() && chunks.get(chunk).contains((int) ordinal);
    }

    public long size() {
        return chunks.stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
    }

    public boolean isEmpty() {
        return chunks.stream().allMatch(RoaringBitmap::isEmpty);
    }

    /** The lowest member, or -1 when there is none. */
    public long first() {
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            if (!chunks.get(chunk).isEmpty()) {
                return ordinal(chunk, chunks.get(chunk).first());
            }
        }
        return -1;
    }

    /** Hands over every member in ascending order. */
    public void forEach(LongConsumer consumer) {
        anyMatch(ordinal -> {
            consumer.accept(ordinal);
            return false;
        });
    }

    /** Whether {@code predicate} holds for a member; members are tried in ascending order up to the first that fits. */
    public boolean anyMatch(LongPredicate predicate) {
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            PeekableIntIterator members = chunks.get(chunk).getIntIterator();
            while (members.hasNext()) {
                if (predicate.test(ordinal(chunk, members.next()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Hands over the members as ranges, in ascending order, none adjacent to the next. */
    public void forEachRange(RangeConsumer consumer) {
        long[] open = {-1, -2};
        forEach(ordinal -> {
            if (open[1] + 1 == ordinal) {
                open[1] = ordinal;
                return;
            }
            if (open[0] >= 0) {
                consumer.accept(open[0], open[1]);
            }
            open[0] = ordinal;
            open[1] = ordinal;
        });
        if (open[0] >= 0) {
            consumer.accept(open[0], open[1]);
        }
    }

    private RoaringBitmap chunkToWrite(long ordinal) {
        if (ordinal < 0 || ordinal > ORDINAL_MAX) {
            throw new IllegalArgumentException("ordinal must be 0 to " + ORDINAL_MAX + ", but is " + ordinal);
        }
        int chunk = (int) (ordinal >>> CHUNK_BITS);
        while (chunks.size() <= chunk) {
            chunks.add(new RoaringBitmap());
        }
        return chunks.get(chunk);
    }

    private static long ordinal(int chunk, int low) {
        return ((long) chunk << CHUNK_BITS) | Integer.toUnsignedLong(low);
    }
}

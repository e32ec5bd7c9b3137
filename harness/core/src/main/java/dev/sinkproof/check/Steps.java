package dev.sinkproof.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A quantity that changes at moments, kept until it is sampled. Moments need not come in order. */
final class Steps {
    private static final int ROOM_FIRST = 64;

    private long[] micros = new long[ROOM_FIRST];
    private long[] values = new long[ROOM_FIRST];
    private int size;

    void add(long atMicros, long value) {
        if (size == micros.length) {
            micros = Arrays.copyOf(micros, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        micros[size] = atMicros;
        values[size++] = value;
    }

    /** As {@link #add}; of several values at one moment, only the last is kept. */
    void set(long atMicros, long value) {
        if (size > 0 && micros[size - 1] == atMicros) {
            values[size - 1] = value;
        } else {
            add(atMicros, value);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The last value up to each moment; 0 before the first. */
    List<Long> lastAt(List<Long> moments) {
        return sampled(moments, false, (before, value) -> value);
    }

    /** The sum of all values up to each moment. */
    List<Long> sumAt(List<Long> moments) {
        return sampled(moments, false, Long::sum);
    }

    /** The largest value up to each moment. */
    List<Long> highestAt(List<Long> moments) {
        return sampled(moments, false, Math::max);
    }

    /** The largest value since the moment before; 0 where there is none. */
    List<Long> largestSince(List<Long> moments) {
        return sampled(moments, true, Math::max);
    }

    private interface Merge {
        long of(long before, long value);
    }

    private List<Long> sampled(List<Long> moments, boolean forget, Merge merge) {
        Integer[] order = inOrder();
        List<Long> sampled = new ArrayList<>(moments.size());
        long current = 0;
        int next = 0;
        for (long moment : moments) {
            current = forget ? 0 : current;
            while (next < size && micros[order[next]] <= moment) {
                current = merge.of(current, values[order[next++]]);
            }
            sampled.add(current);
        }
        return sampled;
    }

    private Integer[] inOrder() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, Comparator.comparingLong(index -> micros[index]));
        return order;
    }
}

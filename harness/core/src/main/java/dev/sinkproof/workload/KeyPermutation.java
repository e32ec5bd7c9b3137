package dev.sinkproof.workload;

/**
 * An invertible permutation of 0 … size − 1: a Feistel network over the next even power of two, walked until it falls inside
 * (cycle walking), in constant memory. At most four steps a walk on average, because the domain is less than four times the size.
 */
final class KeyPermutation {
    private static final int ROUNDS = 4;

    private final int size;
    private final int halfBits;
    private final int halfMask;

    KeyPermutation(int size) {
        this.size = size;
        int bits = 32 - Integer.numberOfLeadingZeros(size - 1);
        this.halfBits = Math.max(1, (bits + 1) / 2);
        this.halfMask = (1 << halfBits) - 1;
    }

    /** Where {@code index} goes under the permutation that {@code secret} selects. */
    int apply(long secret, int index) {
        long value = index;
        do {
            value = encrypt(secret, value);
        } while (value >= size);
        return (int) value;
    }

    /** Where {@code index} comes from. */
    int invert(long secret, int index) {
        long value = index;
        do {
            value = decrypt(secret, value);
        } while (value >= size);
        return (int) value;
    }

    private long encrypt(long secret, long value) {
        int left = (int) (value >>> halfBits);
        int right = (int) value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int next = left ^ scramble(secret, round, right);
            left = right;
            right = next;
        }
        return join(left, right);
    }

    private long decrypt(long secret, long value) {
        int left = (int) (value >>> halfBits);
        int right = (int) value & halfMask;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            int previous = right ^ scramble(secret, round, left);
            right = left;
            left = previous;
        }
        return join(left, right);
    }

    private int scramble(long secret, int round, int half) {
        return (int) (Mix.mix(secret + round * 0xD1B54A32D192ED03L + half) >>> 17) & halfMask;
    }

    private long join(int left, int right) {
        return ((long) left << halfBits) | right;
    }
}

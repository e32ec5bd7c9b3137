package dev.sinkproof.workload;

/** Deterministic bits: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), chained over its arguments. */
final class Mix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Mix() {}

    static long mix(long bits) {
        long z = bits + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long mix(long a, long b) {
        return mix(mix(a) ^ b);
    }

    static long mix(long a, long b, long c) {
        return mix(mix(a, b) ^ c);
    }

    /** A number from 0 up to, but without, {@code bound}, from the high bits. */
    static int below(int bound, long bits) {
        return (int) (((bits >>> 32) * bound) >>> 32);
    }
}

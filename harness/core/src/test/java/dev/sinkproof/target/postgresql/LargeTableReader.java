package dev.sinkproof.target.postgresql;

import java.util.List;

/**
 * Reads a table and its history in a JVM of its own, whose heap is smaller than either. Prints how many rows and changes
 * there were and how long each took.
 */
final class LargeTableReader {
    private LargeTableReader() {}

    public static void main(String[] arguments) throws Exception {
        PostgresAccess access = new PostgresAccess(arguments[0], "postgres", "");
        try (PostgresTargetSession session = new PostgresTargetSession(access, "large", List.of("large"))) {
            session.begin();
            System.out.println("begun");
            System.in.read();
            long[] counts = new long[2];
            long start = System.nanoTime();
            session.fingerprint();
            long marked = System.nanoTime();
            session.fingerprint();
            long unchanged = System.nanoTime();
            session.readSnapshot(row -> counts[0]++);
            long rows = System.nanoTime();
            session.readHistory(change -> counts[1]++);
            long changes = System.nanoTime();
            System.out.printf(
                    "%d %d first fingerprint %d ms, second %d ms, snapshot %d ms, history %d ms%n",
                    counts[0],
                    counts[1],
                    (marked - start) / 1_000_000,
                    (unchanged - marked) / 1_000_000,
                    (rows - unchanged) / 1_000_000,
                    (changes - rows) / 1_000_000);
        }
    }
}

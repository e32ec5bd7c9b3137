package dev.sinkproof.model;

import java.util.Map;

/**
 * What a case's objects cost, and how long records waited for theirs. Nothing here decides a verdict.
 *
 * @param objects objects at the end
 * @param bytes their sizes together
 * @param medianBytes size of the one in the middle; 0 without objects
 * @param records records in all of them together
 * @param unfinishedUploads uploads that were neither completed nor given up
 * @param requests how many there were by the operation's name, refused ones among them; the run's own are not counted
 * @param bytesSent bodies of the requests that write, those of refused ones, and of what was sent again, among them
 * @param freshness how long records waited until an object with them was there; null when that was not seen
 */
public record ObjectFacts(
        long objects,
        long bytes,
        long medianBytes,
        long records,
        long unfinishedUploads,
        Map<String, Long> requests,
        long bytesSent,
        @MayBeNull Freshness freshness) {
    private static final double MILLION = 1e6;

    /**
     * Waits, each from the moment at which Kafka was known to have the record to the target's answer that made the first object of that name. What
     * Kafka has is told about a hundred times while records are produced; so a wait may be longer by a hundredth of that time.
     *
     * @param records how many waits were seen
     * @param p50Micros half of them were no longer, in microseconds
     * @param p99Micros 99 of 100 were no longer, in microseconds
     * @param maxMicros none was longer, in microseconds
     */
    public record Freshness(long records, long p50Micros, long p99Micros, long maxMicros) {}

    public ObjectFacts {
        requests = Map.copyOf(requests);
    }

    /** Mean size; 0 without objects. */
    public long meanBytes() {
        return objects == 0 ? 0 : bytes / objects;
    }

    /** Requests of an operation for a million records in objects; 0 without records. */
    public double requestsPerMillionRecords(String operation) {
        return records == 0 ? 0 : requests.getOrDefault(operation, 0L) * MILLION / records;
    }
}

package dev.sinkproof.fault;

import java.io.IOException;
import java.util.Map;

/** What can be done to the source topics. Thread-safe. */
public interface SourceControl {
    /**
     * Deletes all records of a partition below an offset, as retention does it.
     *
     * @return the first offset that the partition still has
     */
    long deleteRecordsBelow(String topic, int partition, long offset) throws IOException;

    /** The next offset of each partition. */
    Map<Integer, Long> endOffsets(String topic) throws IOException;

    /** Deletes a topic and creates another of that name, with as many partitions; its offsets begin at 0. */
    void recreate(String topic) throws IOException;

    /**
     * Waits until a partition has reached this offset.
     *
     * @throws IOException with where it stood, when it has not within some time
     */
    void awaitEnd(String topic, int partition, long offset) throws IOException;
}

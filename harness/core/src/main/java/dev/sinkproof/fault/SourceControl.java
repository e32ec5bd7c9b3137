package dev.sinkproof.fault;

import java.io.IOException;

/** What can be done to the source topics. Thread-safe. */
public interface SourceControl {
    /**
     * Deletes all records of a partition below an offset, as retention does it.
     *
     * @return the first offset that the partition still has
     */
    long deleteRecordsBelow(String topic, int partition, long offset) throws IOException;
}

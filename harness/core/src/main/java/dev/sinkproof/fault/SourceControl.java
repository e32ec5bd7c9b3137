package dev.sinkproof.fault;

import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.util.List;
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
     * Has Kafka compact the topic once: of records with one key it keeps the last, as far as its segments are closed.
     *
     * @return the offsets below each partition's last record that have no record now, in order
     * @throws IOException when nothing was compacted within some time; the topic keeps all its records from then on, either way
     */
    List<OffsetSpan> compact(String topic) throws IOException;

    /**
     * Waits until a partition has reached this offset.
     *
     * @throws IOException with where it stood, when it has not within some time
     */
    void awaitEnd(String topic, int partition, long offset) throws IOException;
}

package dev.sinkproof.workload;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** What production asks the broker apart from sending records. */
interface SourceLog extends AutoCloseable {
    /**
     * The next offset of each partition of the workload, by its number.
     *
     * @throws ExecutionException when a partition does not answer (yet)
     */
    Map<Integer, Long> endOffsets() throws ExecutionException, InterruptedException;

    /**
     * Below which offset of each partition every transaction has ended, its marker included; the end where there are no
     * transactions.
     *
     * @throws ExecutionException when a partition does not answer
     */
    default Map<Integer, Long> stableOffsets() throws ExecutionException, InterruptedException {
        return endOffsets();
    }

    /**
     * The first topic's id, which tells it from any other of that name; empty while there is none.
     *
     * @throws ExecutionException when the broker does not answer
     */
    Optional<String> topicId() throws ExecutionException, InterruptedException;

    @Override
    void close();
}

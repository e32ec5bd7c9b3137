package dev.sinkproof.workload;

import java.util.Map;
import java.util.concurrent.ExecutionException;

/** What production asks the broker apart from sending records. */
interface SourceLog extends AutoCloseable {
    /**
     * The next offset of each partition of the source topic.
     *
     * @throws ExecutionException when a partition does not answer (yet)
     */
    Map<Integer, Long> endOffsets() throws ExecutionException, InterruptedException;

    @Override
    void close();
}

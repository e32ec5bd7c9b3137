package dev.sinkproof.workload;

import dev.sinkproof.ledger.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A workload that is being produced, in a thread of its own. All methods may be called from any thread. */
public interface Production extends AutoCloseable {
    /** Whether it has ended, by itself or because it was closed. */
    boolean ended();

    /**
     * Waits until every record has its outcome.
     *
     * @throws TimeoutException when production has not ended by then; it goes on
     * @throws IllegalStateException when production could not be done or its outcomes contradict each other
     */
    Ledger await(Duration timeout) throws InterruptedException, TimeoutException;

    /**
     * Once all is produced: one more record to each of these partitions, the next that the workload has for it. Returns when Kafka has
     * acknowledged all of them.
     *
     * @return the ledger with them; empty when this kind of production has no more to give
     * @throws IOException when Kafka does not take them
     */
    default Optional<Ledger> oneMore(Set<Integer> partitions) throws IOException {
        return Optional.empty();
    }

    /** Ends production and waits for it. */
    @Override
    void close();
}

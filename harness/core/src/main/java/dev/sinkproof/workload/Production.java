package dev.sinkproof.workload;

import dev.sinkproof.ledger.Ledger;
import java.time.Duration;
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

    /** Ends production and waits for it. */
    @Override
    void close();
}

package dev.sinkproof.workload;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a new topic: an idempotent producer can loop on OUT_OF_ORDER_SEQUENCE when a partition is not yet led. */
final class TopicReady {
    /** How long partitions of the source topic may take to answer before the first record is sent. */
    static final Duration MAX = Duration.ofSeconds(60);

    static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private TopicReady() {}

    /**
     * Returns when every partition has told its end offset, or production is cancelled.
     *
     * @throws IllegalStateException when one does not in time, or holds records already
     */
    static void await(SourceLog log, String topic, BooleanSupplier cancelled) throws InterruptedException {
        long start = System.nanoTime();
        while (!cancelled.getAsBoolean()) {
            ExecutionException last;
            try {
                requireEmpty(topic, log.endOffsets());
                return;
            } catch (ExecutionException e) {
                last = e;
            }
            if (System.nanoTime() - start > MAX.toNanos()) {
                throw new IllegalStateException(
                        "waited " + MAX.toSeconds() + " s for all partitions of " + topic
                                + " to tell their end offset; last answer: " + last.getCause(),
                        last);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void requireEmpty(String topic, Map<Integer, Long> ends) {
        ends.forEach((partition, end) -> {
            if (end != 0) {
                throw new IllegalStateException(topic + "-" + partition + " already holds records up to offset " + end
                        + ", but a workload needs a topic of its own");
            }
        });
    }
}

package dev.sinkproof.simulation.run;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.runtime.ConnectRuntime;

/** Virtual times of the simulated system, in milliseconds. They are what a worker's and a consumer's settings would be. */
final class Timings {
    /** One round of a task. */
    static final long ROUND_MILLIS = 250;
    /** {@code session.timeout.ms} of consumers and workers. */
    static final long SESSION_MILLIS = 2_000;
    /** {@code max.poll.interval.ms}, which is the rebalance timeout. */
    static final long REBALANCE_MILLIS = 5_000;
    /** A killed worker is started again after this. */
    static final long WORKER_START_MILLIS = 1_000;
    /** A stopped task is started again after this. */
    static final long TASK_START_MILLIS = 500;
    /** Someone restarts a failed task after this. */
    static final long OPERATOR_MILLIS = 2_000;
    /** A stalled worker goes on after this. */
    static final long STALL_MILLIS = 8_000;
    /** A worker that comes back finds out after this that its tasks have gone elsewhere. */
    static final long HERDER_MILLIS = 1_000;
    /** A cancelled task's call goes on for this long. */
    static final long CANCEL_MILLIS = 6_500;
    /** A paused connector is resumed after this. */
    static final long PAUSE_MILLIS = 3_000;
    /** How much longer a delayed call takes. */
    static final long DELAY_MILLIS = 10_000;
    /** Everything is delivered, and the target stands still for this long: then it is read. */
    static final long HOLD_MILLIS = 3 * ConnectRuntime.OFFSET_FLUSH_INTERVAL_MILLIS;
    /** Nothing has moved for this long, and nothing is planned: it never will. */
    static final long STUCK_MILLIS = 30_000;

    private Timings() {}

    /** As reports show them. */
    static Map<String, String> tested() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("offset.flush.interval.ms", Long.toString(ConnectRuntime.OFFSET_FLUSH_INTERVAL_MILLIS));
        settings.put("offset.flush.timeout.ms", Long.toString(ConnectRuntime.OFFSET_FLUSH_TIMEOUT_MILLIS));
        settings.put("consumer.session.timeout.ms", Long.toString(SESSION_MILLIS));
        settings.put("consumer.max.poll.interval.ms", Long.toString(REBALANCE_MILLIS));
        return settings;
    }
}

package dev.sinkproof.model;

import java.util.List;
import java.util.Objects;

/**
 * A quantity over time, sampled at the same moments as all others of its case, so that two of them can be compared at each.
 *
 * @param id what is counted: one of the constants here
 * @param scope which part of the system: a partition as {@code p0}, or empty for the whole
 * @param micros moments in ascending order, microseconds since the epoch
 * @param values at each moment, as many as there are moments
 */
public record Series(String id, String scope, List<Long> micros, List<Long> values) {
    /** Records that Kafka had acknowledged to the producer. */
    public static final String PRODUCED = "produced";
    /** Records handed to {@code SinkTask.put}; one that is handed over twice counts twice. */
    public static final String DELIVERED = "delivered";
    /** The next offset to be read, by the last commit in the offsets topic. */
    public static final String COMMITTED = "committed";
    /** The offset below which everything was durable in the target. */
    public static final String DURABLE = "durable";
    /** One more than the highest offset that was durable in the target; said where a row cannot tell what lies below. */
    public static final String DURABLE_HIGHEST = "durable-highest";
    /** Records acknowledged and not committed. */
    public static final String LAG = "lag";
    /** Requests to the target that were answered. */
    public static final String TARGET_ACKS = "target-acks";
    /** The slowest answer of the target since the moment before, in microseconds. */
    public static final String TARGET_LATENCY = "target-latency";

    /** Requests that write and that the target refused for another reason than a lack of rights. */
    public static final String WRITE_ERRORS = "write-errors";
    /** Times that the target denied access: to a request, or to a session before its first request. */
    public static final String ACCESS_DENIALS = "access-denials";
    /** Objects that the target had said to hold, and had not been told to delete. */
    public static final String OBJECTS = "objects";
    /** Uploads begun, and neither completed nor given up. */
    public static final String UPLOADS = "uploads";
    /** The slowest acknowledgement of Kafka to the producer since the moment before, in microseconds. */
    public static final String PRODUCER_LATENCY = "producer-latency";

    /** Records that the workers' metrics in JMX say are still to be read, by the last reading of each task. */
    public static final String WORKER_LAG = "worker-lag";
    /** Times that Connect counted a record as failed, by the workers' metrics in JMX. */
    public static final String FAILED_RECORDS = "failed-records";
    /** The longest call of {@code put} of late, by the workers' metrics in JMX, in microseconds. */
    public static final String PUT_LATENCY = "put-latency";
    /**
     * The longest commit of offsets of late, from {@code preCommit} to the answer of Kafka, by the workers' metrics in JMX, in
     * microseconds; where a subject flushes in {@code preCommit}, that is in it.
     */
    public static final String COMMIT_LATENCY = "commit-latency";

    /** Moments of one series. */
    public static final int MOMENTS_MAX = 160;

    public Series {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(scope, "scope");
        micros = List.copyOf(micros);
        values = List.copyOf(values);
        if (micros.size() != values.size()) {
            throw new IllegalArgumentException(
                    id + " has " + micros.size() + " moments, but " + values.size() + " values");
        }
    }

    public long first() {
        return values.isEmpty() ? 0 : values.get(0);
    }

    public long last() {
        return values.isEmpty() ? 0 : values.get(values.size() - 1);
    }

    public long max() {
        return values.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}

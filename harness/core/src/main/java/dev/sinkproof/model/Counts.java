package dev.sinkproof.model;

/** Names of sums over a case's timeline, beside the counts of its events by their own names. */
public final class Counts {
    /** Records handed to {@code SinkTask.put}, again and again where they were read again. */
    public static final String DELIVERED = "records.delivered";
    /** Of those, how many had been handed over before. */
    public static final String REDELIVERED = "records.redelivered";
    /** Rows that the target said it had written, in all accepted requests. */
    public static final String ROWS = "target.rows";
    /** Prefix of requests to the target by their kind, for example {@code target.requests.write}. */
    public static final String REQUESTS = "target.requests.";
    /** Requests that the target answered with an error. */
    public static final String REFUSED = "target.refused";
    /** Of those, how many it refused for a lack of rights. */
    public static final String DENIED = "target.denied";
    /** Bytes that were forwarded to the target, on all links. */
    public static final String BYTES = "target.bytes";
    /** Faults that were undone. */
    public static final String HEALED = "faults.healed";

    /** Times that Connect counted a record as failed, by the workers' metrics in JMX. */
    public static final String FAILED = "records.failed";
    /** Records that Connect did not hand to the subject because they had failed, by the workers' metrics in JMX. */
    public static final String SKIPPED = "records.skipped";

    private Counts() {}
}

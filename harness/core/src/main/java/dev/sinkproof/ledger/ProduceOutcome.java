package dev.sinkproof.ledger;

/** What is known of one attempt to produce a record. */
public enum ProduceOutcome {
    /** Kafka acknowledged it and said at which offset it lies. Only such a record can be lost. */
    ACKED,
    /** It never reached the log, for certain. */
    REJECTED,
    /** It may be in the log or not; present in the target or absent, it is no anomaly. */
    UNKNOWN
}

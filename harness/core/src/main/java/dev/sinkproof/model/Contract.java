package dev.sinkproof.model;

import java.util.Objects;

/**
 * What the subject claims.
 *
 * @param guarantee the claimed delivery guarantee
 * @param writeModel how records become target state
 * @param recoveryObjectiveMillis how long after healing the subject may take until its lag is zero, in milliseconds
 * @param inferred true when the subject file states no guarantee and {@link #inferred(WriteModel)} was assumed
 */
public record Contract(Guarantee guarantee, WriteModel writeModel, long recoveryObjectiveMillis, boolean inferred) {
    /** The recovery objective of a contract that does not state one, in milliseconds. */
    public static final long DEFAULT_RECOVERY_OBJECTIVE_MILLIS = 30_000;

    public Contract {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(writeModel, "writeModel");
        if (recoveryObjectiveMillis <= 0) {
            throw new IllegalArgumentException("recoveryObjectiveMillis must be positive: " + recoveryObjectiveMillis);
        }
    }

    /** The contract that is assumed when a subject file states none: at-least-once. */
    public static Contract inferred(WriteModel writeModel) {
        return new Contract(Guarantee.AT_LEAST_ONCE, writeModel, DEFAULT_RECOVERY_OBJECTIVE_MILLIS, true);
    }
}

package dev.sinkproof.model;

import java.util.Objects;

/**
 * What the subject claims.
 *
 * @param guarantee the claimed delivery guarantee
 * @param writeModel how records become target state
 * @param recoveryObjectiveMillis how long after healing the subject may take until its lag is zero, in milliseconds
 * @param inferred true when the subject file states no guarantee and {@link #inferred(WriteModel)} was assumed
 * @param poisonPolicy what becomes of a record that cannot be converted or written; null stands for {@link PoisonPolicy#FAIL}
 * @param order in which order records are appended; null stands for {@link OrderClaim#NONE}
 */
public record Contract(
        Guarantee guarantee,
        WriteModel writeModel,
        long recoveryObjectiveMillis,
        boolean inferred,
        PoisonPolicy poisonPolicy,
        @Since(2) OrderClaim order) {
    /** The recovery objective of a contract that does not state one, in milliseconds. */
    public static final long DEFAULT_RECOVERY_OBJECTIVE_MILLIS = 30_000;

    public Contract {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(writeModel, "writeModel");
        poisonPolicy = poisonPolicy == null ? PoisonPolicy.FAIL : poisonPolicy;
        order = order == null ? OrderClaim.NONE : order;
        if (recoveryObjectiveMillis <= 0) {
            throw new IllegalArgumentException("recoveryObjectiveMillis must be positive: " + recoveryObjectiveMillis);
        }
    }

    /** A contract under which a record that cannot be converted or written fails the task, and that claims no order. */
    public Contract(Guarantee guarantee, WriteModel writeModel, long recoveryObjectiveMillis, boolean inferred) {
        this(guarantee, writeModel, recoveryObjectiveMillis, inferred, PoisonPolicy.FAIL, OrderClaim.NONE);
    }

    /** The contract that is assumed when a subject file states none: at-least-once. */
    public static Contract inferred(WriteModel writeModel) {
        return new Contract(Guarantee.AT_LEAST_ONCE, writeModel, DEFAULT_RECOVERY_OBJECTIVE_MILLIS, true);
    }
}

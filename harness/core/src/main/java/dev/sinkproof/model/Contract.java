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
 * @param operator whether somebody may have to restart what has failed; null stands for {@link OperatorPolicy#UNSTATED}
 * @param replay what becomes of records after their offsets were set back; null stands for {@link ReplayPolicy#UNSTATED}
 * @param topicRecreation what becomes of a topic that was deleted and created again; null stands for {@link TopicRecreation#UNSTATED}
 * @param objects what is claimed of objects; null stands for {@link ObjectClaim#NONE}
 */
public record Contract(
        Guarantee guarantee,
        WriteModel writeModel,
        long recoveryObjectiveMillis,
        boolean inferred,
        PoisonPolicy poisonPolicy,
        @MayBeNull @Since(2) OrderClaim order,
        @MayBeNull @Since(2) OperatorPolicy operator,
        @MayBeNull @Since(2) ReplayPolicy replay,
        @MayBeNull @Since(3) TopicRecreation topicRecreation,
        @MayBeNull @Since(6) ObjectClaim objects) {
    /** The recovery objective of a contract that does not state one, in milliseconds. */
    public static final long DEFAULT_RECOVERY_OBJECTIVE_MILLIS = 30_000;

    public Contract {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(writeModel, "writeModel");
        poisonPolicy = poisonPolicy == null ? PoisonPolicy.FAIL : poisonPolicy;
        objects = objects == null ? ObjectClaim.NONE : objects;
        topicRecreation = topicRecreation == null ? TopicRecreation.UNSTATED : topicRecreation;
        replay = replay == null ? ReplayPolicy.UNSTATED : replay;
        operator = operator == null ? OperatorPolicy.UNSTATED : operator;
        order = order == null ? OrderClaim.NONE : order;
        if (recoveryObjectiveMillis <= 0) {
            throw new IllegalArgumentException("recoveryObjectiveMillis must be positive: " + recoveryObjectiveMillis);
        }
    }

    /** A contract that says nothing about topics that are created again. */
    public Contract(
            Guarantee guarantee,
            WriteModel writeModel,
            long recoveryObjectiveMillis,
            boolean inferred,
            PoisonPolicy poisonPolicy,
            OrderClaim order,
            OperatorPolicy operator,
            ReplayPolicy replay) {
        this(
                guarantee,
                writeModel,
                recoveryObjectiveMillis,
                inferred,
                poisonPolicy,
                order,
                operator,
                replay,
                null,
                null);
    }

    /** A contract that says nothing about order, operators and replays. */
    public Contract(
            Guarantee guarantee,
            WriteModel writeModel,
            long recoveryObjectiveMillis,
            boolean inferred,
            PoisonPolicy poisonPolicy) {
        this(guarantee, writeModel, recoveryObjectiveMillis, inferred, poisonPolicy, null, null, null);
    }

    /** A contract under which a record that cannot be converted or written fails the task. */
    public Contract(Guarantee guarantee, WriteModel writeModel, long recoveryObjectiveMillis, boolean inferred) {
        this(guarantee, writeModel, recoveryObjectiveMillis, inferred, PoisonPolicy.FAIL);
    }

    /** The same contract with another poison policy. */
    public Contract withPoisonPolicy(PoisonPolicy policy) {
        return new Contract(
                guarantee,
                writeModel,
                recoveryObjectiveMillis,
                inferred,
                policy,
                order,
                operator,
                replay,
                topicRecreation,
                objects);
    }

    /** The contract that is assumed when a subject file states none: at-least-once. */
    public static Contract inferred(WriteModel writeModel) {
        return new Contract(Guarantee.AT_LEAST_ONCE, writeModel, DEFAULT_RECOVERY_OBJECTIVE_MILLIS, true);
    }
}

package dev.sinkproof.model;

import java.util.Objects;

/**
 * What the evidence says about one guarantee, whatever the subject claims.
 *
 * @param guarantee which
 * @param claimed whether the subject's contract claims it, or claims one that implies it
 * @param status what the evidence says
 * @param decidedBy case id and anomaly that refuted it, or the cases in which it held
 */
public record GuaranteeOutcome(Guarantee guarantee, boolean claimed, Status status, String decidedBy) {
    /** What evidence can say about a guarantee. It can refute one; it can never prove one. */
    public enum Status {
        REFUTED,
        NOT_REFUTED,
        UNDECIDED
    }

    public GuaranteeOutcome {
        Objects.requireNonNull(guarantee, "guarantee");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(decidedBy, "decidedBy");
    }
}

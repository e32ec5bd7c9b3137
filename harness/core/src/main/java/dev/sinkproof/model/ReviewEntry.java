package dev.sinkproof.model;

import java.util.Objects;

/**
 * What people say about a row of a scorecard, since no machine can know it; read from {@code review.yaml}.
 *
 * @param card id of the scorecard
 * @param row id of its row
 * @param verdict {@code pass}, {@code partial} or {@code fail}; empty where people leave it to the evidence
 * @param owner who answers for it; may be empty
 * @param note why; may be empty
 * @param rehearsed when it was last tried out; may be empty
 * @param remediation what will be done, by whom and when; may be empty
 */
public record ReviewEntry(
        String card, String row, String verdict, String owner, String note, String rehearsed, String remediation) {
    public ReviewEntry {
        Objects.requireNonNull(card, "card");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(rehearsed, "rehearsed");
        Objects.requireNonNull(remediation, "remediation");
    }
}

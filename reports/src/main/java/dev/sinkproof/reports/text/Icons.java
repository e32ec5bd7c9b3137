package dev.sinkproof.reports.text;

import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Outcome;

/**
 * What stands beside a colour, so that nobody has to tell colours apart: a word, a sign for plain text, and a name for
 * the page's drawn icons and style classes.
 */
public final class Icons {
    private Icons() {}

    /** Sign for plain text. */
    public static String sign(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "●";
            case PARTIAL -> "▲";
            case FAIL -> "✕";
            case INCONCLUSIVE -> "○";
            case NOT_APPLICABLE -> "–";
        };
    }

    /** Sign for plain text. */
    public static String sign(GuaranteeOutcome.Status status) {
        return switch (status) {
            case NOT_REFUTED -> "●";
            case REFUTED -> "✕";
            case UNDECIDED -> "○";
        };
    }

    /** Style class and icon of a verdict. */
    public static String style(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case PARTIAL -> "partial";
            case FAIL -> "fail";
            case INCONCLUSIVE -> "open";
            case NOT_APPLICABLE -> "na";
        };
    }

    /** Style class and icon of what is said about a guarantee. */
    public static String style(GuaranteeOutcome.Status status) {
        return switch (status) {
            case NOT_REFUTED -> "pass";
            case REFUTED -> "fail";
            case UNDECIDED -> "open";
        };
    }

    public static String word(GuaranteeOutcome.Status status) {
        return switch (status) {
            case NOT_REFUTED -> "not refuted";
            case REFUTED -> "refuted";
            case UNDECIDED -> "undecided";
        };
    }

    /** Style class and icon of what became of a fault. */
    public static String style(FaultOutcome.Status status) {
        return switch (status) {
            case FIRED -> "pass";
            case NOT_FIRED -> "open";
            case COULD_NOT_BE_DONE -> "partial";
        };
    }

    public static String word(FaultOutcome.Status status) {
        return switch (status) {
            case FIRED -> "fired";
            case NOT_FIRED -> "did not fire";
            case COULD_NOT_BE_DONE -> "could not be done";
        };
    }
}

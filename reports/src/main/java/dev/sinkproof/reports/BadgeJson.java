package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.Claims;

/** The verdict as the small JSON document that badge services read from a URL (schema version 1 of shields' endpoint). */
public final class BadgeJson {
    private BadgeJson() {}

    /** One line: the claim, and whether it held. */
    public static String render(Results results) {
        Claims claims = new Claims(results.guarantees());
        String claim = results.subject().contract().guarantee().label();
        String message =
                switch (results.outcome()) {
                    case PASS -> claim + " held";
                    case PARTIAL -> claim + " held, with hazards";
                    case FAIL ->
                        claims.strongestNotRefuted().isEmpty()
                                ? claim + " refuted"
                                : claim + " refuted, "
                                        + claims.strongestNotRefuted().get(0).label() + " held";
                    case INCONCLUSIVE, NOT_APPLICABLE -> "inconclusive";
                };
        return JsonNodeFactory.instance
                .objectNode()
                .put("schemaVersion", 1)
                .put("label", "sinkproof")
                .put("message", results.complete() ? message : "incomplete")
                .put("color", colour(results.complete() ? results.outcome() : Outcome.INCONCLUSIVE))
                .put("isError", results.outcome() == Outcome.FAIL)
                .toString();
    }

    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "0060a0";
            case PARTIAL, INCONCLUSIVE -> "8a5a00";
            case FAIL -> "a3195b";
            case NOT_APPLICABLE -> "55616e";
        };
    }
}

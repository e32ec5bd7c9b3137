package dev.sinkproof.reports.facts;

import dev.sinkproof.model.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * A scorecard: rows that evidence or people filled, or nobody.
 *
 * @param id stable id
 * @param title for people
 * @param rows in order
 */
public record Scorecard(String id, String title, List<Row> rows) {
    public Scorecard {
        rows = List.copyOf(rows);
    }

    /** Who filled a row. */
    public enum Source {
        EVIDENCE("evidence"),
        PEOPLE("people"),
        BOTH("evidence and people"),
        NOBODY("nobody");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A row.
     *
     * @param id stable id within the card
     * @param title for people
     * @param outcome the worse of what evidence and people say; null when nobody says anything
     * @param source who says it
     * @param because what the evidence says; empty when it says nothing
     * @param caseIndex the case that shows it, an index into the results' cases; -1 when none does
     * @param owner who answers for it; empty when nobody was named
     * @param note what people say; may be empty
     * @param rehearsed when it was last tried out; may be empty
     * @param remediation what will be done; may be empty
     */
    public record Row(
            String id,
            String title,
            Outcome outcome,
            Source source,
            String because,
            int caseIndex,
            String owner,
            String note,
            String rehearsed,
            String remediation) {

        boolean failsWithoutRemediation() {
            return outcome == Outcome.FAIL && remediation.isBlank();
        }
    }

    /** What keeps the card from being complete, in words; empty when it is. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        rows.stream()
                .filter(row -> row.source() == Source.NOBODY)
                .forEach(row -> missing.add("nobody filled “" + row.title() + "”"));
        rows.stream()
                .filter(Row::failsWithoutRemediation)
                .forEach(row -> missing.add("“" + row.title() + "” fails and has no written remediation"));
        return missing;
    }
}

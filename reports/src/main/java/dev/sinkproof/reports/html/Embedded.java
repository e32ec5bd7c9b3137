package dev.sinkproof.reports.html;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.reports.json.ResultsJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The copy of the results inside the page, for whoever has the page only.
 *
 * @param json safe inside a script element; empty when left out
 * @param note what is left out, in words; empty when nothing is
 */
record Embedded(String json, String note) {

    private static final String WITHOUT_EVENTS =
            "The copy of the results inside this page leaves out quantities over time and raw events that prove no anomaly;"
                    + " results.json beside this page has them.";
    private static final String LEFT_OUT =
            "The results are too large for a copy inside this page; results.json beside it has them.";
    /** Up to this size the copy keeps all events, in characters. */
    private static final int ALL_CHARS_MAX = 120_000;
    /** Beyond this size there is no copy, in characters. */
    private static final int CHARS_MAX = 700_000;

    static Embedded of(Results results, Detail detail) {
        if (detail == Detail.NO_PICTURES) {
            return new Embedded("", detail.note());
        }
        Optional<String> whole =
                detail == Detail.FULL ? ResultsJson.forScriptElement(results, ALL_CHARS_MAX) : Optional.empty();
        return whole.map(json -> new Embedded(json, "")).orElseGet(() -> withoutEvents(results, detail));
    }

    private static Embedded withoutEvents(Results results, Detail detail) {
        String note = detail == Detail.FULL ? WITHOUT_EVENTS : detail.note();
        return ResultsJson.forScriptElement(withProofsOnly(results), CHARS_MAX)
                .map(json -> new Embedded(json, note))
                .orElseGet(() -> new Embedded("", detail == Detail.FULL ? LEFT_OUT : detail.note() + " " + LEFT_OUT));
    }

    private static Results withProofsOnly(Results all) {
        return all.withCases(all.cases().stream().map(Embedded::withProofsOnly).toList());
    }

    private static CaseResult withProofsOnly(CaseResult all) {
        Set<Long> proofs = proofs(all);
        List<TimelineEvent> kept = all.timeline().stream()
                .filter(event -> proofs.contains(event.sequence()))
                .toList();
        return all.withTimeline(kept).withSeries(List.of());
    }

    private static Set<Long> proofs(CaseResult result) {
        return result.anomalies().stream()
                .map(Anomaly::events)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }
}

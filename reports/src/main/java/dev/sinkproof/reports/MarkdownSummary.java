package dev.sinkproof.reports;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.Claims;
import dev.sinkproof.reports.facts.Economics;
import dev.sinkproof.reports.facts.NotShown;
import dev.sinkproof.reports.text.Headline;
import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.text.Icons;
import dev.sinkproof.reports.text.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** A page of Markdown: verdict, guarantees, cases, the first anomalies, and how to run it again. */
public final class MarkdownSummary {
    private static final int ANOMALIES_MAX = 12;
    private static final int RANGES_MAX = 8;

    private final StringBuilder out = new StringBuilder(4096);
    private final Results results;

    private final List<String> holes;

    private MarkdownSummary(Results results, List<String> holes) {
        this.results = results;
        this.holes = holes;
    }

    /** The summary as Markdown that GitHub renders. */
    public static String render(Results results) {
        return render(results, List.of());
    }

    /**
     * The summary as Markdown that GitHub renders.
     *
     * @param holes what is missing in the results, in words
     */
    public static String render(Results results, List<String> holes) {
        return new MarkdownSummary(results, holes).write();
    }

    private String write() {
        line("## " + Icons.sign(results.outcome()) + " " + results.outcome().label() + ": "
                + escape(Headline.sentence(results)));
        if (!results.complete()) {
            paragraph("**Incomplete:** the run was interrupted. What is here is true, but not all was run.");
        }
        list("Damaged: missing in the results", holes);
        paragraph("Seed `" + results.seed() + "` · " + Human.dateTime(results.createdAtMicros()) + " · claim: "
                + results.subject().contract().guarantee().label()
                + (results.subject().contract().inferred() ? " (assumed, the subject file states none)" : ""));
        guarantees();
        cases();
        anomalies();
        cost();
        list("Not run", results.notRun());
        list("Where limits cut", NotShown.of(results).cuts());
        paragraph("Run it again:");
        code(results.reproduce());
        return out.toString();
    }

    private void guarantees() {
        List<GuaranteeOutcome> rows = new Claims(results.guarantees()).rows();
        if (rows.isEmpty()) {
            return;
        }
        paragraph("| Guarantee | Claimed | Evidence | Decided by |");
        line("|---|---|---|---|");
        for (GuaranteeOutcome row : rows) {
            line("| " + row.guarantee().label() + " | " + (row.claimed() ? "yes" : "no") + " | "
                    + Icons.sign(row.status()) + " " + Icons.word(row.status()) + " | " + escape(row.decidedBy())
                    + " |");
        }
    }

    private void cases() {
        if (results.cases().isEmpty()) {
            paragraph("No case was run.");
            return;
        }
        paragraph(
                "| Case | Expected | Accounted | Lost | Duplicated | Stale | Corrupted | Phantom | Recovery | Verdict |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|---|");
        results.cases().forEach(this::row);
    }

    private void row(CaseResult result) {
        line("| " + escape(result.plan().scenario().caseId()) + " | " + figures(result.observed()) + " | "
                + recovery(result) + " | " + Icons.sign(result.outcome()) + " "
                + result.outcome().label() + explained(result) + " |");
    }

    private static String explained(CaseResult result) {
        return switch (result.outcome()) {
            case INCONCLUSIVE, NOT_APPLICABLE, PARTIAL -> ": " + escape(result.sentence());
            case PASS, FAIL -> "";
        };
    }

    private static String figures(Observed seen) {
        if (seen == null) {
            return "not read | – | – | – | – | – | –";
        }
        return List.of(
                        seen.acknowledged(),
                        seen.accounted(),
                        seen.lost(),
                        seen.duplicated(),
                        seen.stale(),
                        seen.corrupted(),
                        seen.phantom())
                .stream()
                .map(Human::count)
                .collect(Collectors.joining(" | "));
    }

    private static String recovery(CaseResult result) {
        RecoveryFacts recovery = result.recovery();
        if (recovery == null) {
            return "not reached";
        }
        if (result.plan().scenario().setup().asLeft()) {
            return "not judged";
        }
        return recovery.recoveryMillis() < 0 ? "not seen" : Human.millis(recovery.recoveryMillis());
    }

    private void anomalies() {
        List<String> lines = results.cases().stream()
                .flatMap(result -> result.anomalies().stream().map(anomaly -> anomaly(result, anomaly)))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        paragraph("### Anomalies");
        lines.stream().limit(ANOMALIES_MAX).forEach(this::line);
        if (lines.size() > ANOMALIES_MAX) {
            paragraph("… and " + Human.count(lines.size() - ANOMALIES_MAX) + " more in the report.");
        }
    }

    private static String anomaly(CaseResult result, Anomaly anomaly) {
        boolean breaks = anomaly.kind().breaks(result.plan().subject().contract());
        String standing = breaks ? "" : anomaly.kind().hazard() ? " (hazard)" : " (the contract allows it)";
        String offsets =
                anomaly.offsets().stream().map(MarkdownSummary::offsets).collect(Collectors.joining("; "));
        return "- **" + escape(anomaly.id()) + "**" + standing + " in "
                + escape(result.plan().scenario().caseId()) + ": " + escape(anomaly.explanation())
                + (offsets.isEmpty() ? "" : " Offsets: " + escape(offsets) + ".");
    }

    private static String offsets(PartitionOffsets all) {
        int more = all.ranges().size() - RANGES_MAX;
        var shown = new PartitionOffsets(
                all.topic(),
                all.partition(),
                all.ranges().subList(0, Math.min(RANGES_MAX, all.ranges().size())));
        return shown.describe() + (more > 0 ? " and " + Human.count(more, "range") + " more" : "");
    }

    private void cost() {
        Economics economics = Economics.of(results);
        List<String> sentences = economics.sentences();
        if (!sentences.isEmpty()) {
            list("Cost and freshness", sentences);
            paragraph(escape(economics.source()) + ".");
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            paragraph("### " + title);
            items.forEach(item -> line("- " + escape(item)));
        }
    }

    // ---- writing

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void paragraph(String text) {
        line("");
        line(text);
        if (!text.startsWith("|")) {
            line("");
        }
    }

    /** An indented block cannot be ended by what is in it. */
    private void code(String text) {
        SafeText.of(text).lines().forEach(each -> line("    " + each));
    }

    /** One line that Markdown takes as plain text, also inside a table, and that notifies nobody. */
    private static String escape(String text) {
        String safe = SafeText.of(text).replaceAll("\\s+", " ");
        return safe.replaceAll("([\\\\`*_{}\\[\\]()#+!|~])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("://", ":&#47;/");
    }
}

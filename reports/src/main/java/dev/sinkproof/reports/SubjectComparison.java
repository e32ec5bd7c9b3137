package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.SideBySide;
import dev.sinkproof.reports.html.SubjectsPage;
import dev.sinkproof.reports.text.Icons;
import dev.sinkproof.reports.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several subjects side by side, the cases in which they differ first. */
public final class SubjectComparison {
    private final SideBySide comparison;

    private SubjectComparison(SideBySide comparison) {
        this.comparison = comparison;
    }

    /** @param subjects two at least */
    public static SubjectComparison of(List<Results> subjects) {
        return new SubjectComparison(SideBySide.of(subjects));
    }

    /** Whether a later subject has a worse verdict in any case than the first. */
    public boolean worseThanFirst() {
        return comparison.worseThanFirst();
    }

    /** One page that needs nothing else. */
    public String html() {
        return SubjectsPage.render(comparison);
    }

    /** For a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        comparison.subjects().forEach(each -> lines.add("subject  " + SafeText.of(each.headline())));
        comparison.rows().forEach(row -> lines.add(line(row)));
        comparison.cautions().forEach(each -> lines.add("caution  " + SafeText.of(each)));
        lines.add(comparison.sentence());
        return lines;
    }

    private String line(SideBySide.Row row) {
        StringBuilder line =
                new StringBuilder(row.differs() ? "differs  " : "same     ").append(SafeText.of(row.caseId()));
        for (int i = 0; i < row.results().size(); i++) {
            line.append("  ")
                    .append(SafeText.of(comparison.subjects().get(i).subject().name()))
                    .append(": ")
                    .append(words(row.results().get(i)));
        }
        return line.toString();
    }

    private static String words(Optional<CaseResult> result) {
        return result.map(each -> {
                    String anomalies = SideBySide.anomalies(each);
                    return Icons.sign(each.outcome()) + " " + each.outcome().label()
                            + (anomalies.isEmpty() ? "" : " (" + anomalies + ")");
                })
                .orElse("not run");
    }

    /** For machines. */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("worseThanFirst", worseThanFirst());
        ArrayNode subjects = root.putArray("subjects");
        comparison.subjects().forEach(each -> subjects.add(subject(each)));
        ArrayNode cases = root.putArray("cases");
        comparison.rows().forEach(row -> cases.add(row(row)));
        ArrayNode cautions = root.putArray("cautions");
        comparison.cautions().forEach(cautions::add);
        return root.toPrettyString();
    }

    private static ObjectNode subject(Results results) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", results.subject().name())
                .put("version", results.subjectVersion())
                .put("outcome", results.outcome().name())
                .put("seed", results.seed());
    }

    private static ObjectNode row(SideBySide.Row row) {
        ObjectNode each = JsonNodeFactory.instance.objectNode();
        each.put("case", row.caseId()).put("differs", row.differs());
        ArrayNode outcomes = each.putArray("outcomes");
        ArrayNode anomalies = each.putArray("anomalies");
        for (Optional<CaseResult> result : row.results()) {
            outcomes.add(result.map(one -> one.outcome().name()).orElse(null));
            anomalies.add(result.map(SideBySide::anomalies).orElse(null));
        }
        return each;
    }
}

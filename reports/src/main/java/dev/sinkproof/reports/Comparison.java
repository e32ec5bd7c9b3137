package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.Differences;
import dev.sinkproof.reports.html.ComparisonPage;
import dev.sinkproof.reports.text.Icons;
import dev.sinkproof.reports.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Two runs side by side, differences first: what is new, what is gone, what is still there. */
public final class Comparison {
    private final Results before;
    private final Results after;
    private final Differences differences;

    private Comparison(Results before, Results after) {
        this.before = before;
        this.after = after;
        this.differences = Differences.of(before, after);
    }

    public static Comparison of(Results before, Results after) {
        return new Comparison(before, after);
    }

    /** Whether any case has a worse verdict than before. */
    public boolean worse() {
        return differences.rows().stream().anyMatch(row -> row.change() == Differences.Change.WORSE);
    }

    /** One page that needs nothing else. */
    public String html() {
        return ComparisonPage.render(before, after, differences);
    }

    /** For a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("before   " + SafeText.of(before.headline()));
        lines.add("after    " + SafeText.of(after.headline()));
        differences.rows().forEach(row -> lines.add(line(row)));
        lines.add(differences.sentence());
        return lines;
    }

    private static String line(Differences.Row row) {
        return String.format(
                "%-9s %s → %s  %s%s",
                row.change().label(),
                row.before() == null
                        ? "–"
                        : Icons.sign(row.before().outcome()) + " "
                                + row.before().outcome().label(),
                row.after() == null
                        ? "–"
                        : Icons.sign(row.after().outcome()) + " "
                                + row.after().outcome().label(),
                SafeText.of(row.caseId()),
                row.anomalies().isEmpty() ? "" : "  " + String.join(", ", row.anomalies()));
    }

    /** For machines. */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("worse", worse());
        var rows = root.putArray("cases");
        for (Differences.Row row : differences.rows()) {
            ObjectNode each = rows.addObject();
            each.put("case", row.caseId());
            each.put("change", row.change().name());
            each.put(
                    "before",
                    row.before() == null ? null : row.before().outcome().name());
            each.put("after", row.after() == null ? null : row.after().outcome().name());
            var anomalies = each.putArray("anomalies");
            row.anomalies().forEach(anomalies::add);
        }
        return root.toPrettyString();
    }
}

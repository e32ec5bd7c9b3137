package dev.sinkproof.reports.html;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.Differences;
import gg.jte.output.StringOutput;

/** The page that puts two runs side by side. */
public record ComparisonPage(Results before, Results after, Differences differences) {
    /** The comparison as one HTML document without scripts. */
    public static String render(Results before, Results after, Differences differences) {
        StringOutput out = new StringOutput(64 * 1024);
        JtecomparisonGenerated.render(new SafeHtmlOutput(out), null, new ComparisonPage(before, after, differences));
        return out.toString();
    }

    String css() {
        return Resource.text("report.css");
    }
}

package dev.sinkproof.reports.html;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.facts.SideBySide;
import gg.jte.output.StringOutput;
import java.util.List;

/** The page that puts several subjects side by side. */
public record SubjectsPage(SideBySide comparison) {
    /** The comparison as one HTML document without scripts. */
    public static String render(SideBySide comparison) {
        StringOutput out = new StringOutput(64 * 1024);
        JtesubjectsGenerated.render(new SafeHtmlOutput(out), null, new SubjectsPage(comparison));
        return out.toString();
    }

    List<Results> subjects() {
        return comparison.subjects();
    }

    String css() {
        return Resource.text("report.css");
    }
}

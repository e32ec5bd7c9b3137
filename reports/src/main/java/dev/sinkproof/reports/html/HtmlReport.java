package dev.sinkproof.reports.html;

import dev.sinkproof.model.Results;
import gg.jte.output.StringOutput;
import java.util.List;

/** The page: one file that needs nothing else, readable without scripts, without a network, in light, dark and print. */
public final class HtmlReport {
    /** Page size that is not exceeded as long as anything but anomalies can be left out, in characters. */
    static final int PAGE_CHARS_MAX = 2_000_000;

    private HtmlReport() {}

    /** The report as one HTML document. */
    public static String render(Results results) {
        return render(results, List.of());
    }

    /**
     * The report as one HTML document.
     *
     * @param holes what is missing in the results, in words
     */
    public static String render(Results results, List<String> holes) {
        Results shown = EventLimit.apply(results);
        String page = "";
        for (Detail detail : Detail.values()) {
            page = render(shown, holes, detail);
            if (page.length() <= PAGE_CHARS_MAX) {
                return page;
            }
        }
        return page;
    }

    private static String render(Results results, List<String> holes, Detail detail) {
        StringOutput out = new StringOutput(256 * 1024);
        JtepageGenerated.render(new SafeHtmlOutput(out), null, Page.of(results, holes, detail));
        return out.toString();
    }
}

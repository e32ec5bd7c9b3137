package dev.sinkproof.reports.text;

import dev.sinkproof.model.Results;

/** The banner's sentence without a verdict in front, since each report puts the verdict there in its own way. */
public final class Headline {
    private Headline() {}

    public static String sentence(Results results) {
        String label = results.outcome().label();
        String headline = results.headline().strip();
        if (headline.startsWith(label + ":")) {
            return headline.substring(label.length() + 1).strip();
        }
        return headline;
    }
}

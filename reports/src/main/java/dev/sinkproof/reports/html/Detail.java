package dev.sinkproof.reports.html;

/** How much of the raw events a page shows; used from the top until the page is small enough. Anomalies are never cut. */
enum Detail {
    FULL(""),
    NO_PASSING_PICTURES(
            "To keep this page small, pictures and lists of events are shown only for cases that did not pass,"
                    + " and the copy of the results inside this page leaves out quantities over time and raw events that prove no anomaly;"
                    + " results.json beside this page has all."),
    NO_PICTURES("To keep this page small, it has no pictures, no lists of events and no copy of the results;"
            + " results.json beside this page has all.");

    private final String note;

    Detail(String note) {
        this.note = note;
    }

    /** What is left out, in words; empty when nothing is. */
    String note() {
        return note;
    }

    boolean pictures(boolean passed) {
        return this != NO_PICTURES && !(this == NO_PASSING_PICTURES && passed);
    }
}

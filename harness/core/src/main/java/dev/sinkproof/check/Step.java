package dev.sinkproof.check;

/**
 * One thing that happened in a record's story.
 *
 * @param micros when, microseconds since the epoch; for a commit the end of its millisecond
 * @param shownTime when, as people read it
 * @param kind what it means for the record
 * @param actor worker, transaction or the like
 * @param text what happened
 * @param sequence of the timeline's event; 0 when it comes from elsewhere
 */
record Step(long micros, String shownTime, Kind kind, String actor, String text, long sequence) {
    enum Kind {
        PUT,
        WRITTEN,
        DELETED,
        COMMITTED,
        KILLED,
        OTHER
    }

    static Step at(long micros, Kind kind, String actor, String text, long sequence) {
        return new Step(micros, Clock.micros(micros), kind, actor, text, sequence);
    }

    String line() {
        return shownTime + " " + text;
    }
}

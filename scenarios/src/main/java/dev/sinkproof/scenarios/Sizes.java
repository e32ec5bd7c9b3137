package dev.sinkproof.scenarios;

import dev.sinkproof.run.Planner;
import dev.sinkproof.subject.SubjectException;

/** How much is produced unless the user asks otherwise. */
public final class Sizes {
    private Sizes() {}

    /**
     * The user's sizes, or enough that every fault falls into the middle of the work.
     *
     * @throws SubjectException when one is not a whole number, or too small
     */
    public static Planner.Sizes of(Parameters given) {
        return new Planner.Sizes(
                given.number(Parameters.RECORDS, 1, 20_000),
                given.number(Parameters.PARTITIONS, 1, 4),
                given.number(Parameters.KEYS, 1, 500),
                given.number(Parameters.RATE, 0, 8_000));
    }
}

package dev.sinkproof.check;

import java.util.List;

/** All checkers, in the order in which a report shows them. */
public final class Checkers {
    private static final List<Checker> ALL = List.of(
            new Exercised(),
            new Completeness(),
            new Uniqueness(),
            new LastWriter(),
            new Order(),
            new Fidelity(),
            new Provenance(),
            new ObjectIntegrity(),
            new Placement(),
            new ObjectSizes(),
            new DeadLetters(),
            new CommitSafety(),
            new Fencing(),
            new Recovery(),
            new Observability());

    private Checkers() {}

    public static List<Checker> all() {
        return ALL;
    }
}

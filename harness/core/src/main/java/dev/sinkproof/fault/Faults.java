package dev.sinkproof.fault;

import java.util.List;
import java.util.Optional;

/** The faults that there are. */
public final class Faults {
    private static final List<Fault> ALL = List.of(new WorkerKill());

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    public static Optional<Fault> byKind(String kind) {
        return ALL.stream().filter(fault -> fault.kind().equals(kind)).findFirst();
    }
}

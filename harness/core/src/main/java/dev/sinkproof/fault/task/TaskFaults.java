package dev.sinkproof.fault.task;

import dev.sinkproof.fault.Fault;
import java.util.List;

/** All faults of this family. */
public final class TaskFaults {
    private TaskFaults() {}

    public static List<Fault> all() {
        return List.of(new TaskThrow(), new TaskHold(), new NoFault());
    }
}

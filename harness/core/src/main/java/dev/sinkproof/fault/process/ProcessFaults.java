package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Fault;
import java.util.List;

/** All faults of this family. */
public final class ProcessFaults {
    private ProcessFaults() {}

    public static List<Fault> all() {
        return List.of(
                new WorkerKill(),
                new WorkerPause(),
                new WorkerStop(),
                new WorkerJoin(),
                new BrokerKill(),
                new BrokerPause(),
                new BrokerStop());
    }
}

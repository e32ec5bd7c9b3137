package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Fault;
import java.util.List;

/** All faults of this family. */
public final class ConnectFaults {
    private ConnectFaults() {}

    public static List<Fault> all() {
        return List.of(
                new ConnectorPause(),
                new ConnectorStop(),
                new ConnectorRestart(),
                new TaskRestart(),
                new ConnectorReconfigure(),
                new ConnectorScale(),
                new ConnectorRecreate(),
                new OffsetsReset(),
                new TopicRecreate(),
                new PluginUpgrade());
    }
}

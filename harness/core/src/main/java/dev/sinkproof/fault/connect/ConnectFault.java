package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.ConnectControl;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import java.util.Set;

/** What the faults of this family share: they are done to the run's connector, by asking Connect. */
abstract class ConnectFault implements Fault {
    private static final String CONNECT = "connect";

    @Override
    public final FaultFamily family() {
        return FaultFamily.CONNECT;
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.CONNECT);
    }

    static ConnectControl connect(Moment moment) {
        return moment.system().connector();
    }

    static String connector(Moment moment) {
        return moment.run().connector();
    }

    static Effect did(String event, String detail) {
        return Effect.of(event, CONNECT, detail);
    }
}

package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Asks the broker to end (SIGTERM), as in a rolling restart. Healed by starting it again on the same data. */
final class BrokerStop implements Fault {
    @Override
    public String kind() {
        return "broker.stop";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "stop the Kafka broker (SIGTERM) and start it again on the same data when healed";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.BROKER);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.BROKER_STOPPED, "kafka", moment.system().broker().stop());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().broker().start();
    }
}

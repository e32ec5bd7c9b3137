package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Kills the broker with SIGKILL. Healed by starting it again on the same data: it recovers its log, and unflushed state of groups is read anew. */
final class BrokerKill implements Fault {
    @Override
    public String kind() {
        return "broker.kill";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "kill the Kafka broker (SIGKILL) and start it again on the same data when healed";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.BROKER);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.BROKER_KILLED, "kafka", moment.system().broker().kill());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().broker().start();
    }
}

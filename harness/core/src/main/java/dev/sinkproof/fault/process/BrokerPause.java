package dev.sinkproof.fault.process;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Set;

/** Stops the broker where it is (SIGSTOP): connections stay, nothing is answered. Healed, it goes on (SIGCONT). */
final class BrokerPause implements Fault {
    @Override
    public String kind() {
        return "broker.pause";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.PROCESS;
    }

    @Override
    public String meaning() {
        return "stop the Kafka broker where it is (SIGSTOP); healed, it goes on (SIGCONT)";
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.BROKER);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        return Effect.of(
                EventNames.BROKER_PAUSED, "kafka", moment.system().broker().pause());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        moment.system().broker().resume();
    }
}

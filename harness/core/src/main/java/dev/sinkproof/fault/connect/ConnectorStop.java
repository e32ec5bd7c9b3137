package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.ShowsLater;
import dev.sinkproof.model.EventNames;
import java.io.IOException;

/** Stops the connector: its tasks close, commit and are gone; its config and offsets stay. */
final class ConnectorStop extends ConnectFault implements ShowsLater {
    @Override
    public String kind() {
        return "connector.stop";
    }

    @Override
    public String meaning() {
        return "stop the connector, which ends its tasks; healed, it is resumed";
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        connect(moment).stop(connector(moment));
        return did(EventNames.CONNECTOR_STOPPED, connector(moment) + " is to be stopped");
    }

    @Override
    public Effect confirm(Moment moment, Effect struck) throws IOException {
        return awaitStopped(moment);
    }

    static Effect awaitStopped(Moment moment) throws IOException {
        return Shown.states(
                moment,
                "STOPPED, without tasks",
                states -> states.connector().equals("STOPPED") && states.tasks().isEmpty());
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        connect(moment).resume(connector(moment));
    }
}

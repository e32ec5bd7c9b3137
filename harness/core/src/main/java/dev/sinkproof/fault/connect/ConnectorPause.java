package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.ShowsLater;
import dev.sinkproof.model.EventNames;
import java.io.IOException;

/**
 * Pauses the connector. A paused sink is not quiet: its consumers stay in their group, and put (with nothing) and preCommit go on being
 * called. A batch that is in put is not interrupted, and the task says that it is paused only after it.
 */
final class ConnectorPause extends ConnectFault implements ShowsLater {
    @Override
    public String kind() {
        return "connector.pause";
    }

    @Override
    public String meaning() {
        return "pause the connector; healed, it is resumed";
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        connect(moment).pause(connector(moment));
        return did(EventNames.CONNECTOR_PAUSED, connector(moment) + " is to pause");
    }

    @Override
    public Effect confirm(Moment moment, Effect struck) throws IOException {
        return Shown.states(moment, "and all of its tasks PAUSED", states -> states.areAll("PAUSED"));
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        connect(moment).resume(connector(moment));
    }
}

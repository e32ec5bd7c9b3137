package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.Map;

/**
 * Deletes the connector and creates it again, under the same name and with the same config; its group's offsets stay. Connect
 * waits for the tasks to stop, but no longer than its graceful timeout: one that is held at the passing becomes a zombie.
 */
final class ConnectorRecreate extends ConnectFault {
    @Override
    public String kind() {
        return "connector.recreate";
    }

    @Override
    public String meaning() {
        return "delete the connector and create it again, under the same name and with the same config";
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        Map<String, String> config = connect(moment).config(connector(moment));
        connect(moment).delete(connector(moment));
        // Without the wait Connect may see one change of its config topic instead of two.
        Shown.until("Connect to have no connector " + connector(moment), () -> requireGone(moment));
        connect(moment).configure(connector(moment), config);
        return did(EventNames.CONNECTOR_RECREATED, connector(moment) + " was deleted and created again");
    }

    private static void requireGone(Moment moment) throws IOException {
        if (connect(moment).exists(connector(moment))) {
            throw new IOException("it is still there");
        }
    }
}

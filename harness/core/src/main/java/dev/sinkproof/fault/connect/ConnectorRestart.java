package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;

/** Restarts the connector, with its tasks unless the plan says otherwise. A task that is held past the graceful timeout is given up and goes on as a zombie. */
final class ConnectorRestart extends ConnectFault {
    private static final Setting INCLUDE_TASKS =
            Setting.choice("includeTasks", "whether the tasks are restarted too", "true", "true", "false");
    private static final Setting ONLY_FAILED =
            Setting.choice("onlyFailed", "whether only what is FAILED is restarted", "false", "false", "true");

    @Override
    public String kind() {
        return "connector.restart";
    }

    @Override
    public String meaning() {
        return "restart the connector and its tasks with Connect's REST interface";
    }

    @Override
    public List<Setting> settings() {
        return List.of(INCLUDE_TASKS, ONLY_FAILED);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        boolean includeTasks = INCLUDE_TASKS.is(moment.spec(), "true");
        boolean onlyFailed = ONLY_FAILED.is(moment.spec(), "true");
        connect(moment).restart(connector(moment), includeTasks, onlyFailed);
        return did(
                EventNames.CONNECTOR_RESTARTED,
                connector(moment) + " is to be restarted" + (includeTasks ? " with its tasks" : " without its tasks")
                        + (onlyFailed ? ", as far as they are FAILED" : ""));
    }
}

package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.ShowsLater;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Changes {@code tasks.max}. All tasks are restarted, also those that stay. A connector that makes fewer tasks than it may is
 * accounted for as "could not be done".
 */
final class ConnectorScale extends ConnectFault implements ShowsLater {
    private static final String TASKS_MAX = "tasks.max";
    private static final Setting TASKS = Setting.number("tasks", "how many tasks there are to be");

    @Override
    public String kind() {
        return "connector.scale";
    }

    @Override
    public String meaning() {
        return "change the number of tasks (tasks.max); healed, it is the old one again";
    }

    @Override
    public List<Setting> settings() {
        return List.of(TASKS);
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        ConfigChange.apply(moment, Map.of(TASKS_MAX, TASKS.of(moment.spec())));
        return did(
                EventNames.CONNECTOR_RECONFIGURED,
                connector(moment) + " is to have " + TASKS.of(moment.spec()) + " tasks");
    }

    @Override
    public Effect confirm(Moment moment, Effect struck) throws IOException {
        long wanted = TASKS.numberOf(moment.spec());
        return Shown.states(
                moment, "with " + wanted + " tasks", states -> states.tasks().size() == wanted);
    }

    @Override
    public void heal(Moment moment, Effect effect) throws IOException {
        ConfigChange.undo(moment, List.of(TASKS_MAX));
    }
}

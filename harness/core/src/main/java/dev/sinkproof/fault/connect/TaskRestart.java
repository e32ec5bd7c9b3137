package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.util.List;

/**
 * Restarts one task. Connect waits for it to stop, but no longer than its graceful timeout: a task that is held at the passing is
 * then given up, its successor starts beside it, and when it is let go it goes on as a zombie.
 */
final class TaskRestart extends ConnectFault {
    private static final String THAT = "that";
    private static final Setting TASK =
            Setting.text("task", "that (which passed the point), or the number of a task", THAT);

    @Override
    public String kind() {
        return "task.restart";
    }

    @Override
    public String meaning() {
        return "restart one task with Connect's REST interface";
    }

    @Override
    public List<Setting> settings() {
        return List.of(TASK);
    }

    @Override
    public Effect strike(Moment moment) throws IOException {
        int task = task(moment);
        connect(moment).restartTask(connector(moment), task);
        return did(EventNames.TASK_RESTARTED, "task " + task + " of " + connector(moment) + " was restarted");
    }

    private static int task(Moment moment) throws IOException {
        String named = TASK.of(moment.spec());
        if (!named.equals(THAT)) {
            return number(named);
        }
        if (moment.passing() == null || moment.passing().task() == null) {
            throw new IOException(moment.spec().kind()
                    + " stands where no task can be told, so there is no task that passed it: name one with task=N");
        }
        String passed = moment.passing().task();
        return number(passed.substring(passed.lastIndexOf('-') + 1));
    }

    private static int number(String text) throws IOException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IOException("a task has a number, but this is '" + text + "'", e);
        }
    }
}

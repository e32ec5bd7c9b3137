package dev.sinkproof.run;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.evidence.Clock;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.subject.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks Connect how the subject's tasks are, and takes down each change. Thread-safe. */
final class TaskWatch {
    private final Environment environment;
    private final String connector;
    private final TimelineRecorder timeline;
    private final List<String> secrets;
    private final Map<String, String> lastStates = new TreeMap<>();
    private Map<String, String> failed = Map.of();

    /** @param secrets that must not be seen in what the tasks say */
    TaskWatch(Environment environment, String connector, TimelineRecorder timeline, List<String> secrets) {
        this.environment = environment;
        this.connector = connector;
        this.timeline = timeline;
        this.secrets = secrets;
    }

    /** Failed tasks with the first line of their trace, by Connect's status as it is now. */
    synchronized Map<String, String> failed() throws IOException {
        Map<String, String> now = new TreeMap<>();
        var status = environment.connect().status(connector);
        status.tasks().forEach(task -> {
            String name = connector + "-" + task.id();
            String cause = cause(task.trace());
            takeDown(name, task.state(), task.workerId(), cause);
            if (task.state().equals("FAILED")) {
                now.put(name, cause);
            }
        });
        if (status.connector().state().equals("FAILED")) {
            now.put(connector, cause(status.connector().trace()));
        }
        failed = now;
        return failed;
    }

    private String cause(String trace) {
        return Redaction.inText(TraceText.cause(trace), secrets);
    }

    /** As {@link #failed} saw it last: nobody can be asked while no worker is alive. */
    synchronized Map<String, String> lastSeenFailed() {
        return failed;
    }

    private void takeDown(String task, String state, String worker, String cause) {
        String seen = state + "@" + worker;
        if (seen.equals(lastStates.put(task, seen))) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", state);
        facts.put("worker", worker);
        if (!cause.isEmpty()) {
            facts.put("trace", cause);
        }
        timeline.record(Clock.epochMicros(), "connect", EventNames.TASK_STATUS, task, List.of(), facts);
    }
}

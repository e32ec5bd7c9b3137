package dev.sinkproof.environment.embedded;

import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.fault.agent.AgentInfo;
import dev.sinkproof.fault.agent.AgentListener;
import dev.sinkproof.link.ConnectionClosed;
import dev.sinkproof.link.ConnectionEnded;
import dev.sinkproof.link.LinkListener;
import dev.sinkproof.link.LinkProblem;
import dev.sinkproof.model.EventNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends what agents and links report to the run that is on; between runs everything goes by and nothing is taken down. */
final class RunRouter implements PassingGate, AgentListener, LinkListener {
    private record Run(FaultEngine engine, TimelineRecorder timeline) {}

    private record Problem(String source, String text) {}

    /** What cannot be observed stays so: every later run must know. */
    private final List<Problem> problems = new CopyOnWriteArrayList<>();

    private volatile Run run;

    void attach(FaultEngine engine, TimelineRecorder timeline) {
        run = new Run(engine, timeline);
        problems.forEach(
                known -> note(known.source(), EventNames.OBSERVATION_PROBLEM, Map.of("problem", known.text())));
    }

    void detach() {
        run = null;
    }

    void note(String source, String event, Map<String, String> facts) {
        Run current = run;
        if (current != null) {
            current.timeline().record(source, event, facts);
        }
    }

    @Override
    public void observed(Passing passing) {
        Run current = run;
        if (current != null) {
            current.engine().observed(passing);
        }
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        Run current = run;
        return current == null ? GateDecision.PROCEED : current.engine().pass(passing);
    }

    @Override
    public Arrival arrived(Passing passing) {
        Run current = run;
        return current == null ? Arrival.PROCEEDS : current.engine().arrived(passing);
    }

    @Override
    public void connected(AgentInfo agent) {
        note(agent.worker(), EventNames.AGENT_CONNECTED, Map.of("pid", Long.toString(agent.pid())));
    }

    @Override
    public void disconnected(String worker, long pid) {
        note(worker, EventNames.AGENT_DISCONNECTED, Map.of("pid", Long.toString(pid)));
    }

    @Override
    public void subjectInstrumented(String worker, String type, List<String> methods) {
        note(worker, EventNames.SUBJECT_INSTRUMENTED, Map.of("class", type, "methods", String.join(",", methods)));
    }

    @Override
    public void dropped(String worker, long total) {
        note(worker, EventNames.EVENTS_DROPPED, Map.of("total", Long.toString(total)));
    }

    @Override
    public void measured(String worker, String task, long epochMicros, Map<String, Long> figures) {
        Run current = run;
        if (current != null) {
            Map<String, String> told = new TreeMap<>();
            figures.forEach((name, figure) -> told.put(name, Long.toString(figure)));
            current.timeline().record(epochMicros, worker, EventNames.TASK_METRICS, task, List.of(), told);
        }
    }

    @Override
    public void problem(String worker, String text) {
        problems.add(new Problem(worker, text));
        note(worker, EventNames.OBSERVATION_PROBLEM, Map.of("problem", text));
    }

    @Override
    public void ended(ConnectionEnded end) {
        Run current = run;
        if (current == null) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("connection", Long.toString(end.connection()));
        facts.put("by", end.by().name().toLowerCase(java.util.Locale.ROOT));
        facts.put("reason", end.reason().toString());
        end.held().forEach(passing -> facts.put("held", passing.point().id()));
        current.timeline().record("link:" + end.worker(), EventNames.LINK_CLOSED, facts);
    }

    @Override
    public void clientEnded(String worker, long connection) {
        Run current = run;
        if (current != null) {
            current.engine().connectionEnded(worker, Long.toString(connection));
        }
    }

    @Override
    public void closed(ConnectionClosed closed) {
        // Its end has been taken down already.
    }

    @Override
    public void problem(LinkProblem problem) {
        note("link:" + problem.worker(), EventNames.OBSERVATION_PROBLEM, Map.of("problem", problem.message()));
    }
}

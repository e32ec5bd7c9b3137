package dev.sinkproof.fault.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it hears as one line each. */
final class RecordingListener implements AgentListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<AgentInfo> connected = new CopyOnWriteArrayList<>();

    @Override
    public void connected(AgentInfo agent) {
        connected.add(agent);
        lines.add("connected " + agent.worker());
    }

    @Override
    public void disconnected(String worker, long pid) {
        lines.add("disconnected " + worker);
    }

    @Override
    public void subjectInstrumented(String worker, String type, List<String> methods) {
        lines.add("subject " + worker + " " + type + " " + methods);
    }

    @Override
    public void dropped(String worker, long total) {
        lines.add("dropped " + worker + " " + total);
    }

    @Override
    public void measured(String worker, String task, long epochMicros, Map<String, Long> figures) {
        lines.add("measured " + worker + " " + task + " " + epochMicros + " " + figures);
    }

    @Override
    public void problem(String worker, String text) {
        lines.add("problem " + worker + " " + text);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<AgentInfo> connected() {
        return List.copyOf(connected);
    }

    void await(String start) throws InterruptedException {
        Await.until(
                () -> "'" + start + "'; heard: " + lines,
                () -> lines.stream().anyMatch(line -> line.startsWith(start)));
    }
}

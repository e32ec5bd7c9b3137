package dev.sinkproof.fault.connect;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.ConnectControl;
import dev.sinkproof.fault.ConnectorStates;
import dev.sinkproof.fault.PluginControl;
import dev.sinkproof.fault.SystemUnderTest;
import dev.sinkproof.fault.WorkerControl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes down what faults ask of Connect and obeys: what becomes effective later does so when the test lets it. */
final class RecordingConnect implements SystemUnderTest, ConnectControl, PluginControl {
    private final List<String> done = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private Map<String, String> config;
    private final Map<Integer, Long> offsets = new TreeMap<>(Map.of(0, 100L, 1, 70L));
    private int offsetsAsked;
    private ConnectorStates states = running(2);
    private boolean obedient = true;
    private String plugin = "1.0";
    String trouble = "";
    /** Happens when Connect has begun to stop the connector, and has not answered yet. */
    Runnable whileStopping = () -> {};

    RecordingConnect(Map<String, String> config) {
        this.config = new TreeMap<>(config);
    }

    static ConnectorStates running(int tasks) {
        return states("RUNNING", tasks);
    }

    private static ConnectorStates states(String state, int tasks) {
        Map<Integer, String> all = new TreeMap<>();
        for (int task = 0; task < tasks; task++) {
            all.put(task, state);
        }
        return new ConnectorStates(state, all);
    }

    /** From now on states change only when {@link #report} says so. */
    synchronized void takeItsTime() {
        obedient = false;
    }

    synchronized void report(ConnectorStates now) {
        states = now;
    }

    /** The next attempts to set offsets are refused. */
    synchronized void refuse(String... messages) {
        refusals.addAll(List.of(messages));
    }

    synchronized void hasCommitted(Map<Integer, Long> now) {
        offsets.clear();
        offsets.putAll(now);
    }

    /** Waits until the committed offsets have been asked for so often since the start; the test's own time limit ends the wait. */
    synchronized void awaitOffsetsAsked(int times) throws InterruptedException {
        while (offsetsAsked < times) {
            wait();
        }
    }

    private synchronized void did(String what) throws IOException {
        if (!trouble.isEmpty() && what.startsWith(trouble)) {
            throw new IOException("cannot " + what);
        }
        done.add(what);
        notifyAll();
    }

    private synchronized void become(ConnectorStates now) {
        if (obedient) {
            states = now;
        }
    }

    synchronized List<String> done() {
        return List.copyOf(done);
    }

    /** The test's own time limit ends the wait. */
    synchronized void await(String what) throws InterruptedException {
        while (!done.contains(what)) {
            wait();
        }
    }

    @Override
    public Set<Capability> offers() {
        return EnumSet.of(Capability.CONNECT, Capability.PLUGIN, Capability.WORKERS, Capability.TASK_POINTS);
    }

    @Override
    public ConnectControl connector() {
        return this;
    }

    @Override
    public PluginControl plugins() {
        return this;
    }

    @Override
    public WorkerControl workers() {
        return new TwoWorkers();
    }

    @Override
    public void pause(String connector) throws IOException {
        did("pause");
        become(states("PAUSED", states.tasks().size()));
    }

    @Override
    public void resume(String connector) throws IOException {
        did("resume");
        become(running(Integer.parseInt(config.getOrDefault("tasks.max", "2"))));
    }

    @Override
    public void stop(String connector) throws IOException {
        did("stop");
        whileStopping.run();
        become(states("STOPPED", 0));
    }

    @Override
    public void restart(String connector, boolean includeTasks, boolean onlyFailed) throws IOException {
        did("restart includeTasks=" + includeTasks + " onlyFailed=" + onlyFailed);
    }

    @Override
    public void restartTask(String connector, int task) throws IOException {
        did("restart task " + task);
    }

    @Override
    public synchronized Map<String, String> config(String connector) {
        return new TreeMap<>(config);
    }

    @Override
    public void configure(String connector, Map<String, String> to) throws IOException {
        did("configure " + new TreeMap<>(to));
        config = new TreeMap<>(to);
        become(running(Integer.parseInt(config.getOrDefault("tasks.max", "2"))));
    }

    @Override
    public void delete(String connector) throws IOException {
        did("delete");
        config = null;
    }

    @Override
    public synchronized boolean exists(String connector) {
        return config != null;
    }

    @Override
    public synchronized ConnectorStates states(String connector) throws IOException {
        if (trouble.equals("tell its states")) {
            // The only failure that is not taken for a passing one.
            throw new InterruptedIOException("cannot " + trouble);
        }
        return states;
    }

    @Override
    public String pluginVersion(String connectorClass) {
        return plugin;
    }

    @Override
    public synchronized Map<Integer, Long> offsets(String connector, String topic) {
        offsetsAsked++;
        notifyAll();
        return new TreeMap<>(offsets);
    }

    @Override
    public Map<Integer, Long> offsetsSince(String topic, long epochMillis) {
        return epochMillis == 0 ? Map.of(0, 0L, 1, 0L) : Map.of(0, 90L, 1, 80L);
    }

    @Override
    public void resetOffsets(String connector) throws IOException {
        refuseIfTold();
        did("reset offsets");
    }

    @Override
    public void alterOffsets(String connector, String topic, Map<Integer, Long> to) throws IOException {
        refuseIfTold();
        did("alter offsets to " + new TreeMap<>(to));
    }

    private synchronized void refuseIfTold() throws IOException {
        if (!refusals.isEmpty()) {
            throw new IOException(refusals.remove(0));
        }
    }

    private final class TwoWorkers implements WorkerControl {
        @Override
        public List<String> alive() {
            return List.of("worker-1", "worker-2");
        }

        @Override
        public String kill(String worker) {
            throw new AssertionError("nobody kills");
        }

        @Override
        public String pause(String worker) {
            throw new AssertionError("nobody pauses workers");
        }

        @Override
        public String resume(String worker) {
            throw new AssertionError("nobody resumes workers");
        }

        @Override
        public String stop(String worker) throws IOException {
            did("stop " + worker);
            return worker;
        }

        @Override
        public void awaitStopped(String worker) throws IOException {
            did("await the end of " + worker);
        }

        @Override
        public void start(String worker) throws IOException {
            did("start " + worker + " with " + plugin);
        }

        @Override
        public String join() {
            throw new AssertionError("nobody joins");
        }
    }

    @Override
    public void replaceBy(String other, String connectorClass) throws IOException {
        did("replace the plugin of " + connectorClass + " by " + other);
        plugin = other;
    }

    @Override
    public void restore() {
        plugin = "1.0";
        synchronized (this) {
            done.add("restore the plugin");
        }
    }
}

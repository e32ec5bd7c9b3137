package dev.sinkproof.fault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Writes down what faults do to it. */
final class RecordingSystem implements SystemUnderTest, WorkerControl {
    static final RunNames NAMES = new RunNames("orders", "orders-topic", "connect-orders", "orders", Map.of());

    final List<String> done = new ArrayList<>();
    IOException trouble;

    /** A worker that was asked to end does not before this is counted down. */
    CountDownLatch ends = new CountDownLatch(0);

    /** What a worker says that did not end as it was asked to. */
    IOException stuck;

    @Override
    public Set<Capability> offers() {
        return EnumSet.of(Capability.WORKERS, Capability.TASK_POINTS);
    }

    @Override
    public WorkerControl workers() {
        return this;
    }

    @Override
    public List<String> alive() {
        return List.of("worker-1", "worker-2");
    }

    private synchronized String did(String what) throws IOException {
        if (trouble != null) {
            throw trouble;
        }
        done.add(what);
        return what;
    }

    synchronized List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public String kill(String worker) throws IOException {
        return did("kill " + worker);
    }

    @Override
    public String pause(String worker) throws IOException {
        return did("pause " + worker);
    }

    @Override
    public String resume(String worker) throws IOException {
        return did("resume " + worker);
    }

    @Override
    public String stop(String worker) throws IOException {
        return did("stop " + worker);
    }

    @Override
    public void awaitStopped(String worker) throws IOException {
        try {
            ends.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        if (stuck != null) {
            throw stuck;
        }
        did("await the end of " + worker);
    }

    @Override
    public void start(String worker) throws IOException {
        did("start " + worker);
    }

    @Override
    public String join() throws IOException {
        did("join worker-3");
        return "worker-3";
    }
}

package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.fault.WorkerControl;
import dev.sinkproof.model.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Connect workers of an environment, by name. Thread-safe; processes are waited for outside the lock. */
final class Workers implements WorkerControl {
    private static final String PREFIX = "worker-";

    private final Map<String, ConnectWorker> workers = new LinkedHashMap<>();
    private final Factory factory;
    private final RunRouter router;

    /** Makes a worker that has not been started. */
    @FunctionalInterface
    interface Factory {
        ConnectWorker make(String name) throws IOException;
    }

    Workers(Factory factory, RunRouter router) {
        this.factory = factory;
        this.router = router;
    }

    /** The worker of this number, which may not have been started. */
    synchronized ConnectWorker number(int number) throws IOException {
        String name = PREFIX + number;
        ConnectWorker known = workers.get(name);
        if (known != null) {
            return known;
        }
        ConnectWorker made = factory.make(name);
        workers.put(name, made);
        return made;
    }

    private synchronized List<ConnectWorker> all() {
        return List.copyOf(workers.values());
    }

    private synchronized ConnectWorker named(String name) throws IOException {
        ConnectWorker worker = workers.get(name);
        if (worker == null) {
            throw new IOException("there is no worker " + name + " among " + workers.keySet());
        }
        return worker;
    }

    /** Sees to it that exactly the first so many run and answer. */
    void ensure(int count) throws IOException {
        for (ConnectWorker worker : all()) {
            if (worker.alive()) {
                worker.resume();
            }
        }
        endOutdated();
        // Those too many end while those too few start: both take seconds.
        List<ConnectWorker> surplus = all().stream().skip(count).toList();
        for (ConnectWorker worker : surplus) {
            worker.requestStop();
        }
        begin(count);
        for (int number = 1; number <= count; number++) {
            number(number).awaitReady();
        }
        for (ConnectWorker worker : surplus) {
            worker.awaitStopped();
        }
    }

    /** A fault that was not healed may have left other plugins in them than the next run expects. */
    private void endOutdated() throws IOException {
        for (ConnectWorker worker : all()) {
            if (worker.isOutdated()) {
                worker.requestStop();
                worker.awaitStopped();
            }
        }
    }

    /** The log of each worker by its name. */
    Map<String, Path> logs() {
        Map<String, Path> logs = new LinkedHashMap<>();
        all().forEach(worker -> logs.put(worker.name(), worker.log()));
        return logs;
    }

    /** Begins to start those of the first so many that have ended, and does not wait for them. */
    void begin(int count) throws IOException {
        for (int number = 1; number <= count; number++) {
            number(number).startUnlessAlive();
        }
    }

    /** Connect's REST interface on a worker that answers; on one that is starting only where there is no other. */
    ConnectRest rest() {
        return all().stream()
                .filter(worker -> worker.alive() && !worker.paused())
                .min(Comparator.comparing(worker -> !worker.ready()))
                .map(ConnectWorker::rest)
                .orElseThrow(
                        () -> new EnvironmentException("no Connect worker is alive; their logs: " + logs().values()));
    }

    @Override
    public List<String> alive() {
        return all().stream()
                .filter(ConnectWorker::alive)
                .map(ConnectWorker::name)
                .toList();
    }

    @Override
    public String kill(String name) throws IOException {
        ConnectWorker worker = named(name);
        long pid = worker.pid();
        if (!worker.alive()) {
            throw new IOException(name + " (process " + pid + ") has ended already");
        }
        worker.kill();
        return name + " (process " + pid + ") got SIGKILL";
    }

    @Override
    public String pause(String name) throws IOException {
        ConnectWorker worker = named(name);
        worker.pause();
        return name + " (process " + worker.pid() + ") got SIGSTOP";
    }

    @Override
    public String resume(String name) throws IOException {
        ConnectWorker worker = named(name);
        worker.resume();
        router.note(name, EventNames.WORKER_RESUMED, Map.of("pid", Long.toString(worker.pid())));
        return name + " (process " + worker.pid() + ") got SIGCONT";
    }

    @Override
    public String stop(String name) throws IOException {
        ConnectWorker worker = named(name);
        worker.requestStop();
        return name + " (process " + worker.pid() + ") got SIGTERM";
    }

    @Override
    public void awaitStopped(String name) throws IOException {
        ConnectWorker worker = named(name);
        if (!worker.awaitStopped()) {
            throw new IOException(name + " was asked to end and had not " + ConnectWorker.STOP.toMillis()
                    + " ms later, so it was killed; what its threads were doing stands in " + worker.log());
        }
    }

    @Override
    public void start(String name) throws IOException {
        start(named(name));
    }

    private void start(ConnectWorker worker) throws IOException {
        worker.startUnlessAlive();
        worker.awaitReady();
        router.note(worker.name(), EventNames.WORKER_READY, Map.of("pid", Long.toString(worker.pid())));
    }

    @Override
    public String join() throws IOException {
        ConnectWorker worker = next();
        start(worker);
        return worker.name();
    }

    private synchronized ConnectWorker next() throws IOException {
        for (int number = 1; ; number++) {
            ConnectWorker worker = number(number);
            if (!worker.alive()) {
                return worker;
            }
        }
    }

    /** Ends every process at once: nothing that they would still do is wanted. */
    void killAll() throws IOException {
        for (ConnectWorker worker : all()) {
            if (worker.alive()) {
                worker.kill();
            }
        }
    }
}

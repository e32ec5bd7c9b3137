package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.process.FreePorts;
import dev.sinkproof.process.ManagedProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A real distributed Connect worker in a process of its own. Thread-safe. */
final class ConnectWorker {
    /** Variable that names the port of this worker's own link to the target. */
    static final String LINK_PORT = "SINKPROOF_LINK_PORT";

    private static final Duration START = Duration.ofSeconds(60);
    static final Duration STOP = Duration.ofSeconds(15);
    private static final int OK = 200;

    private final String name;
    private final Launch launch;
    private final String bootstrapServers;
    private final Supplier<Path> pluginPath;
    private final List<String> jvmOptions;
    private final Map<String, String> environment;
    private final int restPort;
    private final ConnectRest rest;
    private ManagedProcess process;
    /** The last process whose REST interface has answered; null before the first. */
    private ManagedProcess answered;
    /** The last one that was asked to end; null before. */
    private ManagedProcess stopping;

    private Path startedWith;
    private boolean paused;

    ConnectWorker(
            String name,
            Launch launch,
            String bootstrapServers,
            Supplier<Path> pluginPath,
            List<String> jvmOptions,
            Map<String, String> environment)
            throws IOException {
        this.name = name;
        this.launch = launch;
        this.bootstrapServers = bootstrapServers;
        this.pluginPath = pluginPath;
        this.jvmOptions = jvmOptions;
        this.environment = environment;
        this.restPort = FreePorts.next();
        this.rest = new ConnectRest(restUrl());
    }

    /** Settings that decide how fast Connect notices, rebalances and commits. */
    static Map<String, String> testedSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("session.timeout.ms", "2000");
        settings.put("heartbeat.interval.ms", "300");
        settings.put("rebalance.timeout.ms", "5000");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("offset.flush.interval.ms", "1000");
        settings.put("task.shutdown.graceful.timeout.ms", "2000");
        return settings;
    }

    String name() {
        return name;
    }

    URI restUrl() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    Path log() {
        return launch.log(name);
    }

    ConnectRest rest() {
        return rest;
    }

    synchronized long pid() {
        return started().pid();
    }

    private ManagedProcess started() {
        if (process == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return process;
    }

    synchronized boolean alive() {
        return process != null && process.alive();
    }

    /** Whether it runs with other plugins than it would be started with now. */
    synchronized boolean isOutdated() {
        return alive() && !pluginPath.get().equals(startedWith);
    }

    /** Starts it unless it runs; returns before it answers. */
    synchronized void startUnlessAlive() throws IOException {
        if (!alive()) {
            start();
        }
    }

    /** Starts it; returns before it answers. */
    synchronized void start() throws IOException {
        if (alive()) {
            throw new IllegalStateException(name + " runs already, as process " + pid());
        }
        startedWith = pluginPath.get();
        Path config = launch.temporary().resolve(name + ".properties");
        try (var out = Files.newBufferedWriter(config)) {
            settings().store(out, null);
        }
        paused = false;
        process = ManagedProcess.start(
                name,
                launch.java(launch.workerJars(), "512m")
                        .with(jvmOptions)
                        .run("org.apache.kafka.connect.cli.ConnectDistributed", config.toString()),
                environment,
                launch.log(name),
                launch.reaper());
    }

    void awaitReady() throws IOException {
        ManagedProcess awaited;
        synchronized (this) {
            awaited = started();
        }
        Patience.await(name + " to answer on its REST port", START, awaited, this::healthy);
        synchronized (this) {
            answered = awaited;
        }
    }

    /** Whether its REST interface has answered since it was started. */
    synchronized boolean ready() {
        return alive() && process.equals(answered);
    }

    private boolean healthy() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) restUrl().resolve("/health").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            try {
                return connection.getResponseCode() == OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it with SIGKILL and returns when it is gone. */
    synchronized void kill() throws IOException {
        started().kill();
    }

    /** Stops it where it is (SIGSTOP). */
    synchronized void pause() throws IOException {
        started().pause();
        paused = true;
    }

    /** Lets it go on if it is paused. */
    synchronized void resume() throws IOException {
        if (paused && alive()) {
            started().resume();
        }
        paused = false;
    }

    synchronized boolean paused() {
        return paused;
    }

    /** Asks it to end (SIGTERM): tasks close and commit. Does not wait; one that has ended is left alone. */
    synchronized void requestStop() throws IOException {
        if (alive()) {
            resume();
            stopping = started();
            stopping.requestEnd();
        }
    }

    /**
     * Waits for the end of the process that was asked to with {@link #requestStop}, and kills it when that takes too long. One
     * that was started since is left alone.
     *
     * @return whether it ended in time
     */
    boolean awaitStopped() throws IOException {
        return awaitStopped(STOP);
    }

    boolean awaitStopped(Duration patience) throws IOException {
        ManagedProcess awaited;
        synchronized (this) {
            awaited = stopping;
        }
        return awaited == null || awaited.awaitEndOrKill(patience);
    }

    @Override
    public String toString() {
        return name;
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(testedSettings());
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", "sinkproof-connect");
        settings.put("listeners", restUrl().toString());
        settings.put("plugin.path", startedWith.toString());
        settings.put("plugin.discovery", "service_load");
        settings.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        for (String storage : List.of("config", "offset", "status")) {
            settings.put(storage + ".storage.topic", "sinkproof-" + storage);
            settings.put(storage + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        // What its metrics say of latencies is of the last seconds, not of the last minute.
        settings.put("metrics.sample.window.ms", "1000");
        settings.put("consumer.auto.offset.reset", "earliest");
        settings.put("connector.client.config.override.policy", "All");
        settings.put("config.providers", "env");
        settings.put("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
        return settings;
    }
}

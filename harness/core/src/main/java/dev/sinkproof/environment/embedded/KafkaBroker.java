package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.kafka.proxy.AdminTopicNames;
import dev.sinkproof.kafka.proxy.KafkaProxy;
import dev.sinkproof.kafka.proxy.KafkaProxyListener;
import dev.sinkproof.process.FreePorts;
import dev.sinkproof.process.ManagedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/**
 * A real Kafka broker that is its own controller (KRaft), in a process of its own, on loopback. It has two listeners: the
 * harness's own clients use one directly, the system under test comes through a {@link KafkaProxy} to the other. Both keep
 * their addresses when the broker is started again, on the same data. Thread-safe.
 */
final class KafkaBroker {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int CALL_MILLIS = 2000;
    /** Any valid id will do: nothing else knows this cluster. */
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";

    private final Launch launch;
    private final Path folder;
    private final int port;
    private final int proxiedPort;
    private final int controllerPort;
    private final AdminTopicNames topicNames;
    private final KafkaProxy proxy;
    private ManagedProcess process;

    /**
     * Opens the proxy; the broker does not run before {@link #start}.
     *
     * @param proxyListener hears what the proxy does
     */
    KafkaBroker(Launch launch, Path folder, KafkaProxyListener proxyListener) throws IOException {
        this.launch = launch;
        this.folder = folder;
        this.port = FreePorts.next();
        this.proxiedPort = FreePorts.next();
        this.controllerPort = FreePorts.next();
        this.topicNames = new AdminTopicNames(bootstrapServers());
        InetSocketAddress behindProxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxiedPort);
        this.proxy = KafkaProxy.open(behindProxy, topicNames, proxyListener);
    }

    /** Where the harness's own clients connect. */
    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What the system under test goes through. */
    KafkaProxy proxy() {
        return proxy;
    }

    synchronized boolean alive() {
        return process != null && process.alive();
    }

    synchronized long pid() {
        return started().pid();
    }

    private ManagedProcess started() {
        if (process == null) {
            throw new IllegalStateException("the Kafka broker has not been started");
        }
        return process;
    }

    /** Starts it unless it runs; returns before it answers. */
    synchronized void startUnlessAlive() throws IOException {
        if (!alive()) {
            start();
        }
    }

    /** Starts it, for the first time or again on the data that are there; returns before it answers. */
    synchronized void start() throws IOException {
        if (alive()) {
            throw new IllegalStateException("the Kafka broker runs already, as process " + pid());
        }
        Files.createDirectories(folder);
        Path config = folder.resolve("server.properties");
        try (var out = Files.newBufferedWriter(config)) {
            settings(folder.resolve("data")).store(out, null);
        }
        format();
        process = ManagedProcess.start(
                "Kafka broker",
                launch.java(launch.brokerJars(), "384m").run("kafka.Kafka", config.toString()),
                Map.of("LOG_DIR", folder.toString()),
                launch.log("broker"),
                launch.reaper());
    }

    /** Waits until it leads every partition that there is. */
    void awaitReady() throws IOException {
        ManagedProcess awaited;
        synchronized (this) {
            awaited = started();
        }
        // Kafka's client would write a warning for each time that nobody listens yet.
        Patience.await("the Kafka broker on " + bootstrapServers(), START, awaited, this::answers);
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                CALL_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                CALL_MILLIS))) {
            Patience.await("the Kafka broker to lead all partitions", START, awaited, () -> leads(admin));
        }
    }

    /** A broker that has come back is fenced until its controller has ended the session of the one before. */
    private static boolean leads(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get().isEmpty()
                    && admin
                            .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get())
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it with SIGKILL and returns when it is gone. */
    synchronized void kill() throws IOException {
        started().kill();
    }

    /** Asks it to stop (SIGTERM): it closes its logs. Returns when it is gone. */
    void shutDown() throws IOException {
        shutDown(STOP);
    }

    /** The same, with a time after which it is killed. */
    synchronized void shutDown(Duration patience) throws IOException {
        started().terminate(patience);
    }

    synchronized void pause() throws IOException {
        started().pause();
    }

    synchronized void resume() throws IOException {
        started().resume();
    }

    /** Ends it, and the proxy. */
    synchronized void stop() throws IOException {
        if (alive()) {
            process.kill();
        }
        proxy.close();
        topicNames.close();
    }

    private Properties settings(Path data) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",PROXIED://127.0.0.1:" + proxiedPort + ",CONTROLLER://127.0.0.1:"
                        + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",PROXIED://127.0.0.1:" + proxy.port());
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.putAll(GroupTimings.ofBroker());
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        // A topic that is to be compacted is, without 15 seconds of waiting.
        settings.put("log.cleaner.backoff.ms", "250");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    /** Formatting takes a JVM of its own, and its result does not depend on ports or folders: it is kept in the cache. */
    private void format() throws IOException {
        Path data = folder.resolve("data");
        if (Files.isDirectory(data)) {
            return;
        }
        launch.templates().copy("kafka-" + Versions.kafka() + "-formatted", data, this::formatWithKafka);
    }

    private void formatWithKafka() throws IOException {
        ManagedProcess formatter = ManagedProcess.start(
                "Kafka's storage tool",
                launch.java(launch.brokerJars(), "128m")
                        .run(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                CLUSTER_ID,
                                "-c",
                                folder.resolve("server.properties").toString()),
                Map.of(),
                launch.log("broker-format"),
                launch.reaper());
        if (formatter.awaitExit(START) != 0) {
            throw new EnvironmentException(formatter.obituary());
        }
    }
}

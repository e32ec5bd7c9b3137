package dev.sinkproof.environment.embedded;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.process.FreePorts;
import dev.sinkproof.process.ManagedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A real Kafka broker that is its own controller (KRaft), in a process of its own, on loopback. */
final class KafkaBroker {
    private static final Duration START = Duration.ofSeconds(60);
    /** Any valid id will do: nothing else knows this cluster. */
    private static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";

    private final Launch launch;
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private ManagedProcess process;

    KafkaBroker(Launch launch, Path folder) throws IOException {
        this.launch = launch;
        this.folder = folder;
        this.port = FreePorts.next();
        this.controllerPort = FreePorts.next();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it; returns before it answers. */
    void start() throws IOException {
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

    void awaitReady() throws IOException {
        Patience.await("the Kafka broker on " + bootstrapServers(), START, process, this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    void stop() throws IOException {
        if (process != null) {
            process.kill();
        }
    }

    private Properties settings(Path data) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
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
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "500");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    /** Formatting takes a JVM of its own, and its result does not depend on ports or folders: it is kept in the cache. */
    private void format() throws IOException {
        Path data = folder.resolve("data");
        Path kept = launch.cache().resolve("kafka-" + Versions.kafka() + "-formatted");
        if (Files.isDirectory(kept)) {
            copy(kept, data);
            return;
        }
        formatWithKafka();
        Path half = Files.createTempDirectory(launch.cache(), "formatted");
        copy(data, half);
        try {
            Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException anotherWasFaster) {
            launch.delete(half);
            if (!Files.isDirectory(kept)) {
                throw anotherWasFaster;
            }
        }
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

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

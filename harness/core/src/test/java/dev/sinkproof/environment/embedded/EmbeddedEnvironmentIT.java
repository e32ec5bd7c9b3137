package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.kafka.OffsetsTopic;
import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.process.Eventually;
import dev.sinkproof.process.ProcessStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedEnvironmentIT {
    @TempDir
    private Path workspace;

    @Tag("slow")
    @Test
    void workers_come_and_go_and_nothing_stays() throws Exception {
        Set<ProcessHandle> before = descendants();
        Set<ProcessHandle> ours = new HashSet<>();

        try (EmbeddedEnvironment environment = start(List.of())) {
            assertThat(workers()).isEqualTo(1);
            environment.sourceLog().create("topic", 1);
            environment.connect().putConfig("tiny", config());
            awaitRunning(environment, "tiny");

            environment.ensureWorkers(2);
            assertThat(workers()).isEqualTo(2);
            ours.addAll(descendants());

            assertThat(environment.workers().kill("worker-1")).matches("worker-1 \\(process \\d+\\) got SIGKILL");
            assertThat(workers()).isEqualTo(1);
            assertThatThrownBy(() -> environment.workers().kill("worker-1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has ended already");
            environment.connect().putConfig("second", config());
            awaitRunning(environment, "second");

            environment.workers().start("worker-1");
            assertThat(workers()).isEqualTo(2);
            environment.workers().start("worker-1");
            assertThat(workers()).as("one that runs already is left alone").isEqualTo(2);
            environment.connect().delete("second");
            ours.addAll(descendants());

            environment.ensureWorkers(1);
            assertThat(workers()).isEqualTo(1);
            environment.workers().kill("worker-1");
            assertThatThrownBy(environment::connect)
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("no Connect worker is alive");
            assertThat(temporary()).isNotEmptyDirectory();
        }

        requireNothingLeft(before, ours);
    }

    @Tag("slow")
    @Test
    void kafka_answers_what_it_is_asked() throws Exception {
        try (EmbeddedEnvironment environment = start(List.of())) {
            topics_and_positions(environment);
            commits(environment);
        }
    }

    private static void topics_and_positions(EmbeddedEnvironment environment) throws Exception {
        SourceLog log = environment.sourceLog();
        log.create("positions", 2);
        assertThat(log.endOffsets("positions", 2)).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThatThrownBy(() -> log.create("positions", 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("create topic positions")
                .hasMessageContaining("exists");

        produce(environment, "positions", 1, 3);
        assertThat(log.endOffsets("positions", 2)).isEqualTo(Map.of(0, 0L, 1, 3L));

        assertThat(log.committed("readers", "positions")).isEmpty();
        assertThat(log.hasNoMembers("readers")).isTrue();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(environment, "readers")) {
            consumer.subscribe(List.of("positions"));
            // A member that has no partitions yet is still being assigned some, and cannot commit.
            Eventually.holds("the consumer is a member with both partitions", () -> {
                consumer.poll(Duration.ofMillis(50));
                return consumer.assignment().size() == 2 && !log.hasNoMembers("readers");
            });
            consumer.commitSync(Map.of(new TopicPartition("positions", 1), new OffsetAndMetadata(2)));
        }
        Eventually.holds("the consumer has left", () -> log.hasNoMembers("readers"));
        assertThat(log.committed("readers", "positions")).isEqualTo(Map.of(1, 2L));
        assertThat(log.committed("readers", "other")).isEmpty();

        log.deleteGroup("readers");
        log.deleteGroup("readers");
        assertThat(log.committed("readers", "positions")).isEmpty();
        log.delete("positions");
        log.delete("positions");
    }

    private static void commits(EmbeddedEnvironment environment) throws Exception {
        SourceLog log = environment.sourceLog();
        log.create("commits", 2);
        log.create("elsewhere", 1);
        produce(environment, "commits", 0, 10);
        long from = System.currentTimeMillis();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(environment, "auditor");
                KafkaConsumer<byte[], byte[]> other = consumer(environment, "auditor-2")) {
            commit(consumer, "commits", 0, 1);
            commit(consumer, "commits", 0, 7);
            commit(other, "commits", 0, 8);
            commit(consumer, "elsewhere", 0, 9);
            commit(consumer, "commits", 1, 0);
            commit(consumer, "commits", 0, 3);
        }
        long until = System.currentTimeMillis();

        List<OffsetCommit> commits = OffsetsTopic.commits(log, environment.bootstrapServers(), "auditor", "commits");

        assertThat(commits)
                .extracting(commit -> commit.partition() + ":" + commit.next())
                .containsExactly("0:1", "0:7", "1:0", "0:3");
        assertThat(commits).allSatisfy(commit -> {
            assertThat(commit.topic()).isEqualTo("commits");
            assertThat(commit.epochMillis()).isBetween(from, until);
        });
        assertThat(commits)
                .extracting(OffsetCommit::logOffset)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(OffsetsTopic.commits(log, environment.bootstrapServers(), "nobody", "commits"))
                .isEmpty();
    }

    @Test
    void a_worker_that_dies_at_its_start_is_the_error_and_nothing_stays() throws Exception {
        Set<ProcessHandle> before = descendants();

        assertThatThrownBy(() -> start(List.of("-XX:NoSuchOption=1")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("worker-1 ended with exit code 1")
                .hasMessageContaining("NoSuchOption")
                .hasMessageContaining(workspace.resolve("logs/worker-1.log").toString());

        requireNothingLeft(before, Set.of());
    }

    @Test
    void a_target_that_is_not_here_is_refused_before_anything_starts() {
        Set<ProcessHandle> before = descendants();
        SubjectSpec tiny = TestPlugin.subject("tiny", TestPlugin.CONNECTOR);
        SubjectSpec subject = new SubjectSpec(
                tiny.name(), tiny.connectorClass(), Map.of(), List.of(), "elsewhere", Map.of(), tiny.contract());

        assertThatThrownBy(() -> EmbeddedEnvironment.start(List.of(subject), workspace, step -> {}))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("'elsewhere'")
                .hasMessageContaining("postgresql");

        assertThat(before).containsAll(descendants());
    }

    private EmbeddedEnvironment start(List<String> workerOptions) throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("plugin/tiny.jar"));
        return EmbeddedEnvironment.start(
                List.of(TestPlugin.subject("tiny", TestPlugin.CONNECTOR, jar)),
                workspace.resolve("logs"),
                Files.createDirectories(temporary()),
                step -> {},
                workerOptions);
    }

    private Path temporary() {
        return workspace.resolve("temporary");
    }

    private static Map<String, String> config() {
        return Map.of("connector.class", TestPlugin.CONNECTOR, "tasks.max", "1", "topics", "topic");
    }

    private static void awaitRunning(EmbeddedEnvironment environment, String connector) {
        Eventually.holds("the task of " + connector + " runs", () -> {
            ConnectRest.Status status = environment.connect().status(connector);
            return status.tasks().size() == 1 && status.tasks().get(0).state().equals("RUNNING");
        });
    }

    private static long workers() {
        return descendants().stream()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains("sinkproof-agent"))
                .count();
    }

    private static Set<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    /** All processes in {@code ours} and all that are new since {@code before}. */
    private void requireNothingLeft(Set<ProcessHandle> before, Set<ProcessHandle> ours) throws IOException {
        Set<ProcessHandle> candidates = new HashSet<>(ours);
        candidates.addAll(descendants());
        candidates.removeAll(before);
        assertThat(candidates)
                .allSatisfy(process -> assertThat(ProcessStates.gone(process.pid()))
                        .as(() -> "gone: " + process.info())
                        .isTrue());
        assertThat(temporary()).isEmptyDirectory();
    }

    private static void produce(EmbeddedEnvironment environment, String topic, int partition, int records)
            throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", environment.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int record = 0; record < records; record++) {
                producer.send(new ProducerRecord<>(topic, partition, null, new byte[] {1}))
                        .get();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedEnvironment environment, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        environment.bootstrapServers(),
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, String topic, int partition, long next) {
        consumer.commitSync(Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(next)));
    }
}

package dev.sinkproof.sinks.flawed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.FakeSinkTaskContext;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlawedConnectorsTest {
    private static final String URL = "jdbc:postgresql://localhost/db";

    static List<FlawedSink> all() {
        return FlawedSinks.all();
    }

    @Test
    void areAllInTheTable() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/sinkproof/sinks/flawed"))) {
            assertThat(sources.map(source -> source.getFileName().toString().replace(".java", ""))
                            .filter(name -> name.matches("M\\d+.*Connector")))
                    .containsExactlyInAnyOrderElementsOf(FlawedSinks.all().stream()
                            .map(sink -> sink.connector().getSimpleName())
                            .toList());
        }
        assertThat(FlawedSinks.all()).extracting(FlawedSink::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areConnectorsThatConnectCanMake(FlawedSink sink) throws ReflectiveOperationException {
        SinkConnector connector = sink.connector().getConstructor().newInstance();

        assertThat(new Sink(sink, true).newTask()).isInstanceOf(connector.taskClass());
        assertThat(Modifier.isPublic(connector.taskClass().getModifiers())).isTrue();
        assertThat(connector
                        .validate(Tasks.properties(URL, new Sink(sink, true).settings()))
                        .configValues())
                .allMatch(value -> value.errorMessages().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("all")
    void sayWhatIsWrongWithThem(FlawedSink sink) {
        assertThat(sink.connector().getSimpleName()).startsWith(sink.id()).matches("M\\d+[A-Z].*Connector");
        assertThat(sink.defect()).isNotBlank().doesNotEndWith(".");
        assertThat(sink.trigger()).isNotBlank().doesNotEndWith(".");
        assertThat(sink.reportedIn()).matches("[\\w.-]+/[\\w.-]+( PR)?#\\d+");
        assertThat(sink.anomalies()).isNotEmpty().allMatch(anomaly -> anomaly.matches("[A-Z_]+"));
        assertThat(sink.scenario()).matches("[a-z-]+(/[a-z0-9-]+)?");
    }

    @Test
    void validateTheirOwnSettingsToo() {
        assertThat(new M1QueuedWritesConnector()
                        .validate(Tasks.properties(URL, M1QueuedWritesConnector.INTERVAL_MS, "0"))
                        .configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(value -> value.name())
                .containsExactly(M1QueuedWritesConnector.INTERVAL_MS);
    }

    @Test
    void refuseAModeThatCannotShowTheDefect() {
        M31TwoTransactionsConnector.Task task = new M31TwoTransactionsConnector.Task();
        task.initialize(new FakeSinkTaskContext());

        assertThatThrownBy(() -> task.start(Tasks.properties(URL, JdbcSinkConfig.DELIVERY_MODE, "at-least-once")))
                .isInstanceOf(ConfigException.class);
    }
}

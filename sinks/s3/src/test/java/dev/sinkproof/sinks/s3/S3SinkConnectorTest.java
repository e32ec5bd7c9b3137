package dev.sinkproof.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class S3SinkConnectorTest {
    private static Map<String, String> properties(String... settings) {
        return Tasks.properties("http://127.0.0.1:1", "lake", settings);
    }

    private static List<String> blamed(String... settings) {
        return new S3SinkConnector()
                .validate(properties(settings)).configValues().stream()
                        .filter(value -> !value.errorMessages().isEmpty())
                        .map(ConfigValue::name)
                        .toList();
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(S3SinkConnector.class);
    }

    @Test
    void givesEachTaskItsOwnProperties() {
        S3SinkConnector connector = new S3SinkConnector();
        connector.start(properties());

        assertThat(connector.taskConfigs(2)).containsExactly(properties(), properties());
        assertThat(connector.taskClass()).isEqualTo(S3SinkTask.class);
    }

    @Test
    void acceptsWhatFitsTogether() {
        assertThat(blamed()).isEmpty();
        assertThat(blamed("delivery.mode", "deterministic", "partitioner", "time"))
                .isEmpty();
        assertThat(blamed("delivery.mode", "at-least-once", "rotate.wall.clock.ms", "5"))
                .isEmpty();
    }

    @Test
    void refusesTheClockWhereAReplayWouldRotateElsewhere() {
        assertThat(blamed("delivery.mode", "deterministic", "rotate.wall.clock.ms", "5"))
                .containsExactly("rotate.wall.clock.ms");
        assertThat(blamed("partitioner", "field", "partition.fields", "region", "rotate.wall.clock.ms", "5"))
                .containsExactly("rotate.wall.clock.ms");
        assertThat(blamed("partitioner", "time", "time.source", "wall-clock")).containsExactly("time.source");
    }

    @Test
    void rotatesByTheClockByDefaultWhereItMay() {
        assertThat(new S3SinkConfig(properties()).rotateWallClockMillis())
                .isEqualTo(S3SinkConfig.AUTO_WALL_CLOCK_MILLIS);
        assertThat(new S3SinkConfig(properties("delivery.mode", "deterministic")).rotateWallClockMillis())
                .isZero();
    }

    @Test
    void refusesWhatLacksItsOtherHalf() {
        assertThat(blamed("partitioner", "field")).containsExactly("partition.fields");
        assertThat(blamed("time.source", "field")).containsExactly("time.field");
        assertThat(blamed("s3.tags", "nameonly")).containsExactly("s3.tags");
        assertThat(blamed("format", "parquet", "compression", "gzip")).containsExactly("compression");
        assertThat(blamed("format", "avro", "compression", "gzip")).containsExactly("compression");
        Map<String, String> half = properties();
        half.remove("s3.secret.access.key");
        assertThatThrownBy(() -> new S3SinkConfig(half))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("s3.secret.access.key");
    }

    @Test
    void refusesValuesThatCannotBe() {
        assertThat(blamed("s3.endpoint", "localhost:9000")).containsExactly("s3.endpoint");
        assertThat(blamed("time.zone", "Mars/Olympus")).containsExactly("time.zone");
        assertThat(blamed("partition.time.path", "bogus{")).containsExactly("partition.time.path");
        assertThat(blamed("topics.dir", "/a/")).containsExactly("topics.dir");
        assertThat(blamed("format.raw.separator", "\\q")).containsExactly("format.raw.separator");
        assertThat(blamed("s3.part.bytes", "1000")).containsExactly("s3.part.bytes");
    }

    @Test
    void neverShowsASecret() {
        assertThat(new S3SinkConfig(properties("s3.session.token", "a token of great value"))
                        .values()
                        .toString())
                .doesNotContain("a token of great value");
    }
}

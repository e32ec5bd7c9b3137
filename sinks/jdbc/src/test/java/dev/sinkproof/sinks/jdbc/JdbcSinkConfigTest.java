package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSinkConfigTest {
    @Test
    void appendsAtLeastOnceByDefault() {
        JdbcSinkConfig config = config();

        assertThat(config.deliveryMode()).isEqualTo(DeliveryMode.AT_LEAST_ONCE);
        assertThat(config.writeMode()).isEqualTo(WriteMode.APPEND);
        assertThat(config.connectorName()).isEqualTo(Tasks.CONNECTOR);
    }

    @ParameterizedTest
    @CsvSource({
        "at-least-once, false, APPEND",
        "at-least-once, true, UPSERT",
        "exactly-once, false, APPEND",
        "exactly-once, true, UPSERT",
        "idempotent, false, UPSERT",
        "idempotent, true, UPSERT"
    })
    void choosesTheWriteModeThatTheOthersNeed(String delivery, String deletes, WriteMode chosen) {
        assertThat(config("delivery.mode", delivery, "delete.enabled", deletes).writeMode())
                .isEqualTo(chosen);
    }

    @Test
    void failsATaskWhoseSettingsContradictEachOther() {
        assertThatThrownBy(() -> config("delivery.mode", "idempotent", "write.mode", "append"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("needs write.mode=upsert");
    }

    @Test
    void showsNoPassword() {
        assertThat(config("connection.password", "hunter2").values().toString()).doesNotContain("hunter2");
    }

    @Test
    void documentsEverySetting() {
        Map<String, ConfigDef.ConfigKey> keys = JdbcSinkConfig.definition().configKeys();

        assertThat(keys.values()).allSatisfy(key -> {
            assertThat(key.documentation).isNotBlank();
            assertThat(key.group).isNotBlank();
        });
    }

    @Test
    void isWhatTheReadmeSays() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(JdbcSinkConfig.definition().configKeys().values()).allSatisfy(key -> {
            assertThat(readme).contains("`" + key.name + "`");
            if (key.hasDefault() && key.defaultValue != null) {
                assertThat(readme)
                        .containsPattern("\\| `" + Pattern.quote(key.name) + "` \\| `?"
                                + Pattern.quote(key.defaultValue.toString()) + "`? \\|");
            }
        });
    }

    private static JdbcSinkConfig config(String... settings) {
        return new JdbcSinkConfig(Tasks.properties("jdbc:postgresql://localhost/db", settings));
    }
}

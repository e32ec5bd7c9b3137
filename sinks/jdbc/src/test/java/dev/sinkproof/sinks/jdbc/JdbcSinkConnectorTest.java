package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSinkConnectorTest {
    private static final String URL = "jdbc:postgresql://localhost/db";

    private final JdbcSinkConnector connector = new JdbcSinkConnector();

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(JdbcSinkConnector.class);
    }

    @Test
    void statesAVersion() {
        assertThat(connector.version()).isNotBlank();
        assertThat(new JdbcSinkTask().version()).isEqualTo(connector.version());
    }

    @Test
    void givesEachTaskItsOwnConfigurationUnchanged() {
        Map<String, String> properties = Tasks.properties("${file:/secrets:url}", "unknown.setting", "kept");

        connector.start(properties);

        assertThat(connector.taskConfigs(3)).isEqualTo(List.of(properties, properties, properties));
    }

    @Test
    void acceptsACompleteConfiguration() {
        assertThat(errors(Tasks.properties(URL, "delivery.mode", "idempotent", "delete.enabled", "true")))
                .isEmpty();
    }

    @Test
    void needsAUrl() {
        Map<String, String> properties = Tasks.properties(URL);
        properties.remove("connection.url");

        assertThat(errors(properties)).containsOnlyKeys("connection.url");
    }

    @ParameterizedTest
    @CsvSource({
        "connection.url, jdbc:mysql://u:secret@localhost/db, must be a PostgreSQL JDBC URL",
        "connection.url, postgresql://u:secret@localhost/db, must be a PostgreSQL JDBC URL",
        "delivery.mode, twice, String must be one of",
        "write.mode, merge, String must be one of",
        "batch.size, 0, at least 1",
        "batch.size, many, Not a number",
        "max.retries, -2, at least -1",
        "retry.backoff.ms, -1, at least 0",
        "delete.enabled, maybe, true or false",
        "table.name.format, sales., must be table or schema.table",
        "offsets.table.name, '', must be table or schema.table"
    })
    void refusesAWrongValueOnTheSettingItself(String setting, String value, String message) {
        Map<String, List<String>> errors = errors(Tasks.properties(URL, setting, value));

        assertThat(errors).containsOnlyKeys(setting);
        assertThat(errors.get(setting).get(0)).contains(message);
        assertThat(errors.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "delivery.mode, idempotent, write.mode, append, write.mode",
        "delivery.mode, idempotent, source.columns, false, source.columns",
        "write.mode, append, delete.enabled, true, delete.enabled"
    })
    void refusesSettingsThatContradictEachOther(
            String one, String oneValue, String other, String otherValue, String blamed) {
        Map<String, List<String>> errors = errors(Tasks.properties(URL, one, oneValue, other, otherValue));

        assertThat(errors).containsOnlyKeys(blamed);
        assertThat(errors.get(blamed)).hasSize(1);
    }

    @Test
    void alteringOffsetsNeedsNoDatabaseWhenTheGroupHasThemAll() {
        assertThat(connector.alterOffsets(Tasks.properties("jdbc:postgresql://localhost:1/nowhere"), Map.of()))
                .isTrue();
    }

    private Map<String, List<String>> errors(Map<String, String> properties) {
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value : connector.validate(properties).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes records to PostgreSQL. See the module's README for what each delivery mode promises. */
public class JdbcSinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    /** For Connect, which creates connectors by reflection. */
    public JdbcSinkConnector() {}

    @Override
    public void start(Map<String, String> connectorProperties) {
        properties = Collections.unmodifiableMap(new HashMap<>(connectorProperties));
    }

    @Override
    public Class<? extends Task> taskClass() {
        return JdbcSinkTask.class;
    }

    /** The connector's own properties for each task, unchanged, so that Connect can put placeholders back. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return JdbcSinkConfig.definition();
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Config config = super.validate(connectorConfigs);
        Map<String, ConfigValue> values = new HashMap<>();
        config.configValues().forEach(value -> values.put(value.name(), value));
        if (values.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
            checkAcross(values);
        }
        return config;
    }

    private static void checkAcross(Map<String, ConfigValue> values) {
        Map<String, Object> parsed = new HashMap<>();
        values.forEach((name, value) -> parsed.put(name, value.value()));
        ConfigRules.violations(parsed)
                .forEach(violation -> values.get(violation.setting()).addErrorMessage(violation.text()));
    }

    /**
     * Carries an operator's change of offsets over to the offsets table, when there is one: a reset partition goes on
     * from the consumer group's position, an altered one from the given offset, and writers that are still alive are
     * fenced. An empty map is a reset of everything: Connect sends it when the group has no offsets.
     *
     * @throws ConnectException when the database cannot be changed; nothing has changed then, there or in the group
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        JdbcSinkConfig config = new JdbcSinkConfig(connectorConfig);
        if (config.deliveryMode() != DeliveryMode.EXACTLY_ONCE) {
            return true;
        }
        OffsetStore store = new OffsetStore(config.offsetsTable(), config.connectorName());
        try (Session session = new Session(config)) {
            store.ensureTable(session.connection());
            store.alter(session.connection(), offsets);
            session.connection().commit();
            return true;
        } catch (SQLException e) {
            throw new ConnectException(
                    "offsets of connector " + config.connectorName() + " cannot be changed in table "
                            + config.offsetsTable() + ": " + SqlErrors.describe(e),
                    e);
        }
    }

    @Override
    public String version() {
        return Version.of(getClass());
    }
}

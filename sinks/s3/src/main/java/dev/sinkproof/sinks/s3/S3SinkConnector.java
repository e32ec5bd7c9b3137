package dev.sinkproof.sinks.s3;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes records to objects in S3. See the module's README for what each delivery mode promises. */
public class S3SinkConnector extends SinkConnector {
    private Map<String, String> properties = Map.of();

    /** For Connect, which creates connectors by reflection. */
    public S3SinkConnector() {}

    @Override
    public void start(Map<String, String> connectorProperties) {
        properties = Collections.unmodifiableMap(new HashMap<>(connectorProperties));
    }

    @Override
    public Class<? extends Task> taskClass() {
        return S3SinkTask.class;
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
        return S3SinkConfig.definition();
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

    @Override
    public String version() {
        return Version.of(getClass());
    }
}

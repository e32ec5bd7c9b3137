package dev.sinkproof.fault;

import java.util.Map;
import java.util.Objects;

/**
 * What the run that is on calls its things.
 *
 * @param connector name of the connector
 * @param topic source topic
 * @param group consumer group of the connector's tasks
 * @param table table, index or prefix in the target that the connector writes to
 * @param config the connector's configuration as it was submitted
 */
public record RunNames(String connector, String topic, String group, String table, Map<String, String> config) {
    public RunNames {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(table, "table");
        config = Map.copyOf(config);
    }
}

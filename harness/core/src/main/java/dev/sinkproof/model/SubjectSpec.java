package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The connector under test, before an environment has filled in its placeholders.
 *
 * @param name short name for people and for folder names, for example {@code debezium-jdbc-upsert}
 * @param connectorClass value of {@code connector.class}
 * @param config the connector's configuration as Connect takes it, {@code sinkproof.*} keys removed, placeholders kept
 * @param plugins where its plugin comes from: Maven coordinates {@code group:artifact:version}, or paths of directories
 *     and jars
 * @param target kind of target, for example {@code postgresql}
 * @param targetSettings {@code sinkproof.target.*} settings without that prefix, for example {@code table}
 * @param contract what the subject claims
 * @param converters where the plugin of its converters comes from, in the same forms; empty when they are Connect's own or the connector's
 */
public record SubjectSpec(
        String name,
        String connectorClass,
        Map<String, String> config,
        List<String> plugins,
        String target,
        Map<String, String> targetSettings,
        Contract contract,
        @Since(9) List<String> converters) {
    public SubjectSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connectorClass, "connectorClass");
        config = Map.copyOf(config);
        plugins = List.copyOf(plugins);
        Objects.requireNonNull(target, "target");
        targetSettings = Map.copyOf(targetSettings);
        Objects.requireNonNull(contract, "contract");
        converters = converters == null ? List.of() : List.copyOf(converters);
    }

    /** With converters that are Connect's own, or the connector's. */
    public SubjectSpec(
            String name,
            String connectorClass,
            Map<String, String> config,
            List<String> plugins,
            String target,
            Map<String, String> targetSettings,
            Contract contract) {
        this(name, connectorClass, config, plugins, target, targetSettings, contract, List.of());
    }

    /** The same connector, configured otherwise. */
    public SubjectSpec withConfig(Map<String, String> other) {
        return new SubjectSpec(name, connectorClass, other, plugins, target, targetSettings, contract, converters);
    }

    /** The same connector with another claim. */
    public SubjectSpec withContract(Contract other) {
        return new SubjectSpec(name, connectorClass, config, plugins, target, targetSettings, other, converters);
    }
}

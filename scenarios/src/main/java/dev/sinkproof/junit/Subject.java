package dev.sinkproof.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.subject.SubjectFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds a subject: what else a subject file holds, with the same defaults. {@code ${target.*}} and {@code ${source.*}} are filled in
 * by the environment here too. For one thread.
 */
public final class Subject {
    private final String name;
    private final Map<String, String> entries = new TreeMap<>();

    private Subject(String name) {
        this.name = name;
    }

    /**
     * A subject without anything yet.
     *
     * @param name its name in the report
     */
    public static Subject named(String name) {
        return new Subject(name);
    }

    /** The connector's class. */
    public Subject connector(String connectorClass) {
        return with("connector.class", connectorClass);
    }

    /** A setting of the connector, as Connect takes it. */
    public Subject with(String key, String value) {
        entries.put(key, value);
        return this;
    }

    /**
     * Where the connector is.
     *
     * @param sources Maven coordinates {@code group:artifact:version}, or paths of plugin folders, jars or zips, from the folder that
     *     the tests run in
     */
    public Subject plugin(String... sources) {
        return with("sinkproof.plugin", String.join(",", List.of(sources)));
    }

    /**
     * The kind of target.
     *
     * @param kind for example {@code postgresql}
     */
    public Subject target(String kind) {
        return with("sinkproof.target", kind);
    }

    /** The table it writes to; {@code ${source.topic}} when it is not said. */
    public Subject table(String table) {
        return with("sinkproof.target.table", table);
    }

    /** What it claims; at-least-once is assumed when it is not said. */
    public Subject claims(Guarantee guarantee) {
        return with("sinkproof.contract.guarantee", guarantee.label());
    }

    /** How records become rows; {@link WriteModel#APPEND} when it is not said. */
    public Subject writes(WriteModel model) {
        return with("sinkproof.contract.write-model", model.label());
    }

    /** What becomes of a record that cannot be converted or written; {@link PoisonPolicy#FAIL} when it is not said. */
    public Subject poison(PoisonPolicy policy) {
        return with("sinkproof.contract.poison-policy", policy.label());
    }

    /** How long it may take after healing until its lag is zero; 30 s when it is not said. */
    public Subject recoversWithin(Duration objective) {
        return with("sinkproof.contract.recovery-objective.ms", Long.toString(objective.toMillis()));
    }

    /**
     * The subject.
     *
     * @throws SubjectException when something is missing, or not understood
     */
    public SubjectSpec build() {
        return SubjectFile.parse("subject " + name, name, json(), true, null);
    }

    private String json() {
        try {
            return new ObjectMapper().writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }
}

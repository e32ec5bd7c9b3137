package dev.sinkproof.model;

import java.util.Map;
import java.util.Objects;

/**
 * Scenario × subject × environment × seed, all randomness resolved; saved as {@code plan.json} and replayed from it.
 *
 * @param schemaVersion version of the plan's form
 * @param runId unique among the runs on one environment; names topics, connector and tables
 * @param scenario what is done
 * @param subject to whom
 * @param workload with which records
 * @param environment id of the environment, for example {@code embedded}
 * @param topic the source topic
 * @param testedSettings broker, worker and consumer settings that were in force and decide timings
 */
public record Plan(
        int schemaVersion,
        String runId,
        ScenarioSpec scenario,
        SubjectSpec subject,
        WorkloadSpec workload,
        String environment,
        String topic,
        Map<String, String> testedSettings) {
    public static final int SCHEMA_VERSION = 1;

    public Plan {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(topic, "topic");
        testedSettings = Map.copyOf(testedSettings);
    }
}

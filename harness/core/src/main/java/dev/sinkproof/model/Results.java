package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a report is made from; saved as {@code results.json}.
 *
 * @param schemaVersion version of this form
 * @param tool name and version of the harness
 * @param createdAtMicros when the suite began, microseconds since the epoch
 * @param complete false when the suite was interrupted or killed: what is here is true, but not all was run
 * @param subject the connector under test, secrets redacted
 * @param subjectVersion version of the connector's plugin as Connect reports it; empty when unknown
 * @param redactions how many configuration values were redacted
 * @param environment versions and settings: Kafka, Java, target, operating system, cores
 * @param seed of the suite
 * @param outcome worst of the cases
 * @param headline the banner's sentence
 * @param guarantees what all cases together say about each guarantee, against the claim
 * @param cases one for each plan
 * @param notRun what was not run, and why
 * @param reproduce command that runs the suite again
 * @param exitCode of the command that made these results
 */
public record Results(
        int schemaVersion,
        String tool,
        long createdAtMicros,
        boolean complete,
        SubjectSpec subject,
        String subjectVersion,
        int redactions,
        Map<String, String> environment,
        long seed,
        Outcome outcome,
        String headline,
        List<GuaranteeOutcome> guarantees,
        List<CaseResult> cases,
        List<String> notRun,
        String reproduce,
        int exitCode) {
    public static final int SCHEMA_VERSION = 1;

    public Results {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(subject, "subject");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(headline, "headline");
        guarantees = List.copyOf(guarantees);
        cases = List.copyOf(cases);
        notRun = List.copyOf(notRun);
        Objects.requireNonNull(reproduce, "reproduce");
    }
}

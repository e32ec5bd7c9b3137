package dev.sinkproof.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a report is made from; saved as {@code results.json}.
 *
 * @param schemaVersion version of this form; results of another version cannot be read
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
 * @param schemaMinor how many times something was added to this version of the form
 * @param review what people say, for the scorecards
 * @param selfCheck what a self-check of the harness found; null when none belongs to these results
 * @param throughput what a benchmark measured; empty when none belongs to these results
 * @param prices what people say that the target takes; null when they said nothing
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
        int exitCode,
        @Since(1) int schemaMinor,
        @Since(1) List<ReviewEntry> review,
        @MayBeNull @Since(3) SelfCheckFacts selfCheck,
        @Since(3) List<Throughput> throughput,
        @MayBeNull @Since(6) Prices prices) {
    public static final int SCHEMA_VERSION = 1;
    /** Counts what was added since; results with a lower one, and with a higher one, can be read. */
    public static final int SCHEMA_MINOR = 9;

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
        // Results of an earlier minor version have none.
        review = review == null ? List.of() : List.copyOf(review);
        throughput = throughput == null ? List.of() : List.copyOf(throughput);
    }

    /** Results of this form, with what the suite itself knows. */
    public Results(
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
        this(
                schemaVersion,
                tool,
                createdAtMicros,
                complete,
                subject,
                subjectVersion,
                redactions,
                environment,
                seed,
                outcome,
                headline,
                guarantees,
                cases,
                notRun,
                reproduce,
                exitCode,
                SCHEMA_MINOR,
                List.of(),
                null,
                List.of(),
                null);
    }

    /** The same with other cases. */
    public Results withCases(List<CaseResult> others) {
        return with(others, review, selfCheck, throughput, prices);
    }

    /** The same with what people say. */
    public Results withReview(List<ReviewEntry> entries) {
        return with(cases, entries, selfCheck, throughput, prices);
    }

    /** The same with what a self-check found. */
    public Results withSelfCheck(SelfCheckFacts facts) {
        return with(cases, review, facts, throughput, prices);
    }

    /** The same with what a benchmark measured. */
    public Results withThroughput(List<Throughput> points) {
        return with(cases, review, selfCheck, points, prices);
    }

    /** The same with what the target takes. */
    public Results withPrices(Prices table) {
        return with(cases, review, selfCheck, throughput, table);
    }

    private Results with(
            List<CaseResult> others,
            List<ReviewEntry> entries,
            SelfCheckFacts facts,
            List<Throughput> points,
            Prices table) {
        return new Results(
                schemaVersion,
                tool,
                createdAtMicros,
                complete,
                subject,
                subjectVersion,
                redactions,
                environment,
                seed,
                outcome,
                headline,
                guarantees,
                others,
                notRun,
                reproduce,
                exitCode,
                Math.max(schemaMinor, SCHEMA_MINOR),
                entries,
                facts,
                points,
                table);
    }
}

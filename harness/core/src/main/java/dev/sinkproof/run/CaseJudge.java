package dev.sinkproof.run;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Differential;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Turns the evidence in a run directory into the case's result. */
final class CaseJudge {
    private final RunDirectory directory;
    private final String relativePath;
    private final String reproduce;

    CaseJudge(RunDirectory directory, String relativePath, String reproduce) {
        this.directory = directory;
        this.relativePath = relativePath;
        this.reproduce = reproduce;
    }

    /**
     * Judges what was collected.
     *
     * @param trouble why the run ended early; empty when it did not
     */
    CaseResult judge(Plan plan, long startedAtMicros, long durationMillis, String trouble) throws IOException {
        CaseResult result = trouble.isEmpty()
                ? attributed(judged(startedAtMicros, durationMillis))
                : unfinished(plan, startedAtMicros, durationMillis, trouble);
        RunDirectory.write(directory.result(), result);
        return result;
    }

    /** With what a differential run decides that was made when the case was run. */
    private CaseResult attributed(CaseResult result) throws IOException {
        return Files.exists(directory.differential())
                ? Attribution.apply(result, RunDirectory.read(directory.differential(), Differential.class))
                : result;
    }

    /** The same result, once the same plan was run with a reference sink. */
    CaseResult attribute(CaseResult result, CaseResult reference) throws IOException {
        RunDirectory.write(directory.differential(), Differential.of(reference));
        CaseResult attributed = attributed(result);
        RunDirectory.write(directory.result(), attributed);
        return attributed;
    }

    private CaseResult judged(long startedAtMicros, long durationMillis) throws IOException {
        FileEvidence evidence = FileEvidence.load(directory);
        Judgement judgement = new Judge().judge(evidence);
        try (Writer lost = Files.newBufferedWriter(directory.lost());
                Writer duplicated = Files.newBufferedWriter(directory.duplicated())) {
            judgement.writeLost(lost);
            judgement.writeDuplicated(duplicated);
        }
        return judgement.toCaseResult(startedAtMicros, durationMillis, relativePath, reproduce);
    }

    /** The result of a case that was not run, because this environment cannot do what it needs. */
    CaseResult notApplicable(Plan plan, long startedAtMicros, String reason) throws IOException {
        RunDirectory.write(directory.plan(), Plans.redacted(plan));
        CaseResult result = withoutEvidence(
                plan,
                Outcome.NOT_APPLICABLE,
                "not applicable: " + reason,
                reason,
                "that the environment can do what the scenario needs",
                startedAtMicros,
                0);
        RunDirectory.write(directory.result(), result);
        return result;
    }

    private CaseResult unfinished(Plan plan, long startedAtMicros, long durationMillis, String trouble) {
        return withoutEvidence(
                plan,
                Outcome.INCONCLUSIVE,
                "the run did not finish: " + trouble,
                trouble,
                "that the run went through all its phases",
                startedAtMicros,
                durationMillis);
    }

    private CaseResult withoutEvidence(
            Plan plan,
            Outcome outcome,
            String sentence,
            String reason,
            String verifies,
            long startedAtMicros,
            long durationMillis) {
        CheckResult why = new CheckResult("harness", outcome, reason, List.of(), Map.of(), verifies, List.of());
        List<TimelineEvent> none = List.of();
        return new CaseResult(
                Plans.redacted(plan),
                outcome,
                sentence,
                null,
                List.of(),
                List.of(why),
                List.of(),
                null,
                none,
                0,
                startedAtMicros,
                durationMillis,
                relativePath,
                reproduce);
    }
}

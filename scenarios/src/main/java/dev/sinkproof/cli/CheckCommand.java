package dev.sinkproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.run.Recheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges the evidence of a run again, without running anything. */
@Command(
        name = "check",
        description = "Judge the evidence in a run directory again. Nothing is run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof check sinkproof-out/jdbc-exactly-once/baseline/20260101-120000-7",
            "  sinkproof check evidence/   # a run directory that somebody sent you"
        })
final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", description = "Folder with plan.json, ledger.json, snapshot and timeline.")
    private Path directory;

    @Option(names = "--json", description = "Print the case's result as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CaseResult result = Recheck.judge(directory);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
            return ExitCode.of(result).code();
        }
        out.println(result.outcome().label() + ": " + result.plan().scenario().caseId() + " — " + result.sentence());
        result.checks()
                .forEach(check -> out.printf(
                        "  %-14s %-12s %s%n", check.checker(), check.outcome().label(), check.summary()));
        result.anomalies().forEach(anomaly -> out.println("  " + anomaly.id() + ": " + anomaly.explanation()));
        return ExitCode.of(result).code();
    }
}

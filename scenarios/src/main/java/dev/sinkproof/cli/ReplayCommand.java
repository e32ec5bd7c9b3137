package dev.sinkproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.Reports;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.run.Suite;
import dev.sinkproof.subject.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a saved plan again: the same records, the same faults at the same points. */
@Command(
        name = "replay",
        description = "Run the plan that a run directory holds once more: same seed, same records, same faults.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof replay sinkproof-out/crash-after-target-write_n1-restart-sp_x_1",
            "  sinkproof replay evidence/ --out again/"
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", description = "Folder with plan.json.")
    private Path directory;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-replay",
            description = "Folder of report and evidence. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--json", description = "Print results.json on the standard output instead of a summary.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Plan plan = plan();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), json);
        Files.createDirectories(out);
        try (Interruption interruption = Interruption.guard();
                Environment environment =
                        EmbeddedEnvironment.start(List.of(plan.subject()), out.resolve("logs"), progress::step)) {
            Results results = new Suite(Environments.of(environment), plan.subject(), settings(plan), progress)
                    .run(List.of(plan));
            progress.done();
            Reports.writeAll(results, out, Optional.empty());
            new Closing(spec.commandLine().getOut(), out, json).print(results);
            return ExitCode.of(results.cases().get(0)).code();
        } finally {
            progress.done();
        }
    }

    private Suite.Settings settings(Plan plan) {
        String command = System.getProperty("sinkproof.command", "sinkproof") + " replay '" + directory + "'";
        return new Suite.Settings(out, plan.workload().seed(), Version.NAME, command, List.of());
    }

    /** A plan is saved without secrets, so one that had some cannot be run as it is. */
    private Plan plan() throws IOException {
        Path file = directory.resolve("plan.json");
        if (!Files.exists(file)) {
            throw new ParameterException(
                    spec.commandLine(), directory + " holds no plan.json, so it is no run directory");
        }
        Plan plan = new ObjectMapper().readValue(file.toFile(), Plan.class);
        List<String> hidden = plan.subject().config().entrySet().stream()
                .filter(entry -> entry.getValue().contains(Redaction.HIDDEN))
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        if (!hidden.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the saved plan hides " + String.join(", ", hidden)
                            + ": run it from its subject file instead, with --seed "
                            + plan.workload().seed() + " --scenario '"
                            + plan.scenario().caseId() + "'");
        }
        return plan;
    }
}

package dev.sinkproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sinkproof.reports.SelfCheckFile;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.selfcheck.Choice;
import dev.sinkproof.selfcheck.KillMatrix;
import dev.sinkproof.selfcheck.SelfCheck;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows that the harness catches what it claims to catch. */
@Command(
        name = "self-check",
        description = {
            "Run sinks with one known defect each through scenarios, and the sinks that they were made from through the same: the "
                    + "former must be caught by the anomaly that the defect causes, the latter must raise no alarm. So must "
                    + "things that look wrong and are right.",
            "By default each defect goes through the scenario that must expose it, in the simulation where that can show it, "
                    + "else on real processes: about ten minutes. --scenario all makes the whole matrix of defects and "
                    + "scenarios, which also says what does not catch a defect.",
            "Writes self-check.json, which reports beside it show."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof self-check",
            "  sinkproof self-check --scenario all --environment simulated",
            "  sinkproof self-check --defect M31 --defect M8 --environment embedded"
        })
final class SelfCheckCommand implements Callable<Integer> {
    @Option(
            names = "--defect",
            paramLabel = "ID",
            description =
                    "Number of a defect, for example M31, or M54-s3 for one sink only; may be repeated. Default: all, and the traps.")
    private List<String> defects = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = {
                "Scenario, group or glob, or all, for every defect; may be repeated.",
                "Default: for each defect the scenario that must expose it."
            })
    private List<String> scenarios = List.of();

    @Option(
            names = "--environment",
            paramLabel = "WHERE",
            defaultValue = "auto",
            description = {
                "simulated: in the simulation only, a fraction of a second a case; what that cannot show is not run.",
                "embedded: on real processes only, about ten seconds a case.",
                "auto: simulated, and where that does not catch a defect, its own scenario on real processes.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String environment;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Cases at a time, each in a simulation or an environment of its own. Default: one for each processor, 4 at most.")
    private int jobs = Math.min(4, Runtime.getRuntime().availableProcessors());

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-out/self-check",
            description = "Folder of the matrix and of evidence. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Choice choice = choice();
        Files.createDirectories(out);
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), false);
        try (Interruption interruption = Interruption.guard()) {
            KillMatrix matrix = new SelfCheck(out, seed, choice, progress, this::save).run();
            progress.done();
            save(matrix);
            new MatrixText(spec.commandLine().getOut()).print(matrix, out.resolve(SelfCheckFile.NAME));
            return exitCode(matrix).code();
        } finally {
            progress.done();
        }
    }

    private static ExitCode exitCode(KillMatrix matrix) {
        if (matrix.asExpected()) {
            return ExitCode.HELD;
        }
        return matrix.refuted() ? ExitCode.REFUTED : ExitCode.INCONCLUSIVE;
    }

    private Choice choice() {
        if (jobs < 1) {
            throw new SubjectException("--jobs must be at least 1, but is " + jobs);
        }
        Catalogue.select(scenarios, Parameters.NONE);
        Choice.Where where = Arrays.stream(Choice.Where.values())
                .filter(known -> known.name().equalsIgnoreCase(environment))
                .findFirst()
                .orElseThrow(() -> new SubjectException(
                        "--environment must be auto, simulated or embedded, but is '" + environment + "'"));
        return new Choice(sinks(), scenarios, where, jobs, defects.isEmpty());
    }

    private List<FlawedSink> sinks() {
        List<FlawedSink> all = FlawedSinks.all();
        List<String> ids = all.stream()
                .flatMap(sink -> Stream.of(sink.id(), sink.name()))
                .distinct()
                .toList();
        for (String defect : defects) {
            if (!ids.contains(defect)) {
                throw new SubjectException("unknown defect '" + defect + "'" + NearestName.hint(defect, ids)
                        + " Known: " + String.join(", ", ids));
            }
        }
        return all.stream()
                .filter(sink -> defects.isEmpty() || defects.contains(sink.id()) || defects.contains(sink.name()))
                .toList();
    }

    private void save(KillMatrix matrix) {
        try {
            Files.writeString(
                    out.resolve(SelfCheckFile.NAME),
                    new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(matrix));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out.resolve(SelfCheckFile.NAME), e);
        }
    }
}

package dev.sinkproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sinkproof.reports.SelfCheckFile;
import dev.sinkproof.run.ExitCode;
import dev.sinkproof.selfcheck.KillMatrix;
import dev.sinkproof.selfcheck.SelfCheck;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import dev.sinkproof.subject.NearestName;
import dev.sinkproof.subject.SubjectException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "Run sinks with one known defect each through the scenario that must expose it, and the reference sinks through "
                    + "the same: the former must be caught, the latter must raise no alarm.",
            "Writes self-check.json, which reports beside it show. All of it takes about twenty minutes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof self-check", "  sinkproof self-check --defect M31 --defect M8"})
final class SelfCheckCommand implements Callable<Integer> {
    @Option(
            names = "--defect",
            paramLabel = "ID",
            description =
                    "Number of a defect, for example M31, or M54-s3 for one sink only; may be repeated. Default: all.")
    private List<String> defects = List.of();

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
        List<FlawedSink> sinks = sinks();
        Files.createDirectories(out);
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), false);
        try (Interruption interruption = Interruption.guard()) {
            KillMatrix matrix = new SelfCheck(out, seed, this::save).run(sinks, progress);
            progress.done();
            save(matrix);
            print(matrix);
            return (matrix.asExpected() ? ExitCode.HELD : ExitCode.REFUTED).code();
        } finally {
            progress.done();
        }
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

    private void print(KillMatrix matrix) {
        PrintWriter to = spec.commandLine().getOut();
        to.println("defect  caught  by case                                       found");
        matrix.defects().forEach(row -> print(to, row, row.asExpected() ? "yes" : "NO"));
        to.println();
        to.println("traps: the reference sink must be silent");
        matrix.traps().forEach(row -> print(to, row, row.asExpected() ? "silent" : "ALARM"));
        to.printf(
                "%n%d of %d defects caught, %d of %d traps silent; %s%n",
                matrix.defects().stream().filter(KillMatrix.Row::asExpected).count(),
                matrix.defects().size(),
                matrix.traps().stream().filter(KillMatrix.Row::asExpected).count(),
                matrix.traps().size(),
                out.resolve(SelfCheckFile.NAME));
        to.flush();
    }

    private static void print(PrintWriter to, KillMatrix.Row row, String word) {
        to.printf(
                "%-7s %-7s %-45s %s %s%n",
                row.sink(), word, row.caseId(), row.outcome(), row.found().isEmpty() ? "" : row.found());
    }
}

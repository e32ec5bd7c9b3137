package dev.sinkproof.cli;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.Comparison;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.reports.SubjectComparison;
import dev.sinkproof.run.ExitCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts subjects side by side, which are run first, or two runs. */
@Command(
        name = "compare",
        description = {
            "Compare subjects, or two runs, differences first.",
            "Subject files are run first, all through the same scenarios with the same seed and with what follows --, and then stand side by"
                    + " side. Of two folders of runs it is told what is new, what is gone, what is still there.",
            "Exit code 1: a verdict is worse after than before, or of a later subject than of the first."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof compare last-week/ sinkproof-out/",
            "  sinkproof compare upsert.properties insert.properties --seed 7 -- --scenario 'crash-*'",
            "  sinkproof compare debezium.properties confluent.properties aiven.properties"
        })
final class CompareCommand implements Callable<Integer> {
    private static final String OPTION = "-";

    @Parameters(
            arity = "2..*",
            paramLabel = "FILE_OR_DIR",
            description =
                    "Subject files, or folders of runs; after --, options of 'sinkproof run' for the subject files.")
    private List<String> given = List.of();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "For subject files. Default: 1.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "sinkproof-compare",
            description = "Folder of the comparison, and of runs of subject files. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--json", description = "Print the comparison as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** What a comparison says, whatever was compared. */
    private record Said(String html, List<String> lines, String json, boolean worse) {}

    @Override
    public Integer call() throws IOException {
        List<Path> compared = compared();
        compared.forEach(this::requireThere);
        List<Results> all = new ArrayList<>();
        for (Path each : compared) {
            all.add(isSubject(each) ? run(each, all.size() + 1) : read(each));
        }
        boolean twoRuns = all.size() == 2 && compared.stream().noneMatch(CompareCommand::isSubject);
        Said said = twoRuns ? runs(all.get(0), all.get(1)) : subjects(all);
        print(said);
        return (said.worse() ? ExitCode.REFUTED : ExitCode.HELD).code();
    }

    /** What comes before the options of the runs. */
    private List<Path> compared() {
        List<Path> compared = given.stream()
                .takeWhile(each -> !each.startsWith(OPTION))
                .map(Path::of)
                .toList();
        if (compared.size() < 2) {
            throw new ParameterException(spec.commandLine(), "it takes two at least to compare");
        }
        return compared;
    }

    private List<String> runOptions() {
        return given.stream().dropWhile(each -> !each.startsWith(OPTION)).toList();
    }

    private void requireThere(Path each) {
        if (!Files.exists(each)) {
            throw new ParameterException(
                    spec.commandLine(), each + " is neither the folder of a run nor a subject file");
        }
    }

    private static boolean isSubject(Path each) {
        return !Files.isDirectory(each) && !each.getFileName().toString().equals(ResultsFile.NAME);
    }

    private static Results read(Path run) throws IOException {
        Path file = Files.isDirectory(run) ? run.resolve(ResultsFile.NAME) : run;
        return ResultsFile.mended(file).results();
    }

    private Results run(Path subject, int number) throws IOException {
        Path folder = out.resolve(number + "-" + stem(subject));
        List<String> arguments = new ArrayList<>(List.of(
                "run", "--subject", subject.toString(), "--seed", Long.toString(seed), "--out", folder.toString()));
        arguments.addAll(runOptions());
        CommandLine line =
                Main.commandLine(spec.commandLine().getErr(), spec.commandLine().getErr());
        int code = line.execute(arguments.toArray(String[]::new));
        if (code == ExitCode.INTERRUPTED.code()) {
            throw new InterruptedIOException("interrupted in the run of " + subject);
        }
        if (code == ExitCode.USAGE.code() || !Files.exists(folder.resolve(ResultsFile.NAME))) {
            throw new EnvironmentException("the run of " + subject + " left no results (exit code " + code + ")");
        }
        return read(folder);
    }

    private static String stem(Path subject) {
        return subject.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private static Said runs(Results before, Results after) {
        Comparison comparison = Comparison.of(before, after);
        return new Said(comparison.html(), comparison.lines(), comparison.json(), comparison.worse());
    }

    private static Said subjects(List<Results> all) {
        SubjectComparison comparison = SubjectComparison.of(all);
        return new Said(comparison.html(), comparison.lines(), comparison.json(), comparison.worseThanFirst());
    }

    private void print(Said said) throws IOException {
        Files.createDirectories(out);
        Path page = Files.writeString(out.resolve("comparison.html"), said.html());
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(said.json());
        } else {
            said.lines().forEach(writer::println);
            writer.println("page     " + page);
        }
    }
}

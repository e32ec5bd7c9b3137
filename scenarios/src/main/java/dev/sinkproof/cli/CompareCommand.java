package dev.sinkproof.cli;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.Comparison;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.run.ExitCode;
import java.io.IOException;
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

/** Puts two runs side by side; subject files are run first, both with the same seed. */
@Command(
        name = "compare",
        description = {
            "Compare two runs, differences first: what is new, what is gone, what is still there.",
            "A folder of a run is read; a subject file is run first, with all that follows --."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sinkproof compare last-week/ sinkproof-out/",
            "  sinkproof compare upsert.properties insert.properties --seed 7 -- --scenario 'crash-*'"
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "Folder of a run, or subject file.")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Folder of a run, or subject file.")
    private Path after;

    @Parameters(
            index = "2..*",
            paramLabel = "RUN_OPTION",
            description = "Options of 'sinkproof run', for subject files.")
    private List<String> runOptions = List.of();

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

    @Override
    public Integer call() throws IOException {
        Results left = results(before, "before");
        Results right = results(after, "after");
        Comparison comparison = Comparison.of(left, right);
        Files.createDirectories(out);
        Path page = out.resolve("comparison.html");
        Files.writeString(page, comparison.html());
        var writer = spec.commandLine().getOut();
        if (json) {
            writer.println(comparison.json());
        } else {
            comparison.lines().forEach(writer::println);
            writer.println("page     " + page);
        }
        return comparison.worse() ? ExitCode.REFUTED.code() : ExitCode.HELD.code();
    }

    private Results results(Path given, String role) throws IOException {
        if (Files.isDirectory(given)) {
            return ResultsFile.mended(given.resolve(ResultsFile.NAME)).results();
        }
        if (!Files.isRegularFile(given)) {
            throw new ParameterException(
                    spec.commandLine(), given + " is neither the folder of a run nor a subject file");
        }
        if (given.getFileName().toString().equals(ResultsFile.NAME)) {
            return ResultsFile.mended(given).results();
        }
        return run(given, out.resolve(role));
    }

    private Results run(Path subject, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "run", "--subject", subject.toString(), "--seed", Long.toString(seed), "--out", folder.toString()));
        arguments.addAll(runOptions);
        CommandLine line =
                Main.commandLine(spec.commandLine().getErr(), spec.commandLine().getErr());
        int code = line.execute(arguments.toArray(String[]::new));
        if (!Files.exists(folder.resolve(ResultsFile.NAME))) {
            throw new IOException("the run of " + subject + " left no results (exit code " + code + ")");
        }
        return ResultsFile.mended(folder.resolve(ResultsFile.NAME)).results();
    }
}

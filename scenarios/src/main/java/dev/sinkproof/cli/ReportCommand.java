package dev.sinkproof.cli;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.Reports;
import dev.sinkproof.reports.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders the report again from results.json. */
@Command(
        name = "report",
        description = "Write report.html, junit.xml and summary.md again from results.json. Nothing is run or judged.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof report", "  sinkproof report some/other/folder --benchmarks jmh/target/results.json"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "sinkproof-out",
            description = "Folder with results.json. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Mixin
    private Additions additions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Reports.writeAll(whole(), directory, Optional.empty());
        spec.commandLine().getOut().println("report   " + directory.resolve("report.html"));
        return 0;
    }

    private ResultsFile.Mended whole() throws IOException {
        ResultsFile.Mended mended = ResultsFile.mended(directory.resolve(ResultsFile.NAME));
        // A damaged file is left as it is: what is missing in it is not to be written down as empty.
        Results all = mended.holes().isEmpty()
                ? additions.saved(mended.results(), directory)
                : additions.to(mended.results(), directory);
        return new ResultsFile.Mended(all, mended.holes());
    }
}

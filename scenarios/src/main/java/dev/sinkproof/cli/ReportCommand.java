package dev.sinkproof.cli;

import dev.sinkproof.reports.Reports;
import dev.sinkproof.reports.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders the report again from results.json. */
@Command(
        name = "report",
        description = "Write report.html, junit.xml and summary.md again from results.json. Nothing is run or judged.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof report", "  sinkproof report some/other/folder"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "sinkproof-out",
            description = "Folder with results.json. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Option(
            names = "--review",
            paramLabel = "FILE",
            description = "What people say for the scorecards. Default: review.yaml in DIR, if it is there.")
    private Path review;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Reports.writeAll(reviewed(), directory, Optional.empty());
        spec.commandLine().getOut().println("report   " + directory.resolve("report.html"));
        return 0;
    }

    private ResultsFile.Mended reviewed() throws IOException {
        ResultsFile.Mended mended = ResultsFile.mended(directory.resolve(ResultsFile.NAME));
        return mended.holes().isEmpty()
                ? new ResultsFile.Mended(Reviewed.by(review, directory, mended.results()), mended.holes())
                : mended;
    }
}

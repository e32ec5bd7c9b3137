package dev.sinkproof.cli;

import dev.sinkproof.reports.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Reports.writeAll(directory.resolve("results.json"), directory, Optional.empty());
        spec.commandLine().getOut().println("report   " + directory.resolve("report.html"));
        return 0;
    }
}

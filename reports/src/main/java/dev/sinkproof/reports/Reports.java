package dev.sinkproof.reports;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.html.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** All reports at once. Each file is at any time either the old one or the new one. */
public final class Reports {
    public static final String HTML = "report.html";
    public static final String JUNIT_XML = "junit.xml";
    public static final String SUMMARY = "summary.md";
    public static final String BADGE = "badge.json";

    private Reports() {}

    /**
     * Where the reports are.
     *
     * @param html the page
     * @param junitXml for continuous integration
     * @param summary in Markdown
     */
    public record Written(Path html, Path junitXml, Path summary) {}

    /**
     * Writes {@code report.html}, {@code junit.xml}, {@code summary.md} and {@code badge.json}.
     *
     * @param results what to report
     * @param outDir created when missing
     * @throws IOException when a file cannot be written
     */
    public static Written writeAll(Results results, Path outDir) throws IOException {
        return writeAll(results, outDir, Optional.empty());
    }

    /**
     * As {@link #writeAll(Results, Path)}; the summary is also appended to {@code stepSummary}, as GitHub Actions wants it
     * in the file that {@code GITHUB_STEP_SUMMARY} names.
     *
     * @throws IOException when a file cannot be written
     */
    public static Written writeAll(Results results, Path outDir, Optional<Path> stepSummary) throws IOException {
        return writeAll(new ResultsFile.Mended(results, List.of()), outDir, stepSummary);
    }

    /** As {@link #writeAll(Results, Path, Optional)}; what is missing in the results is named in each report. */
    public static Written writeAll(ResultsFile.Mended mended, Path outDir, Optional<Path> stepSummary)
            throws IOException {
        Results results = mended.results();
        Written written = new Written(outDir.resolve(HTML), outDir.resolve(JUNIT_XML), outDir.resolve(SUMMARY));
        String summary = MarkdownSummary.render(results, mended.holes());
        AtomicFile.write(written.html(), HtmlReport.render(results, mended.holes()));
        AtomicFile.write(written.junitXml(), JUnitXmlReport.render(results, mended.holes()));
        AtomicFile.write(written.summary(), summary);
        AtomicFile.write(outDir.resolve(BADGE), BadgeJson.render(results) + "\n");
        if (stepSummary.isPresent()) {
            append(stepSummary.get(), summary);
        }
        return written;
    }

    /**
     * As {@link #writeAll(Results, Path, Optional)}, from a results file. What is missing in the file is named in each report.
     *
     * @throws InvalidResultsException when the file does not hold results that can be shown
     * @throws IOException when the file cannot be read, or a report cannot be written
     */
    public static Written writeAll(Path resultsJson, Path outDir, Optional<Path> stepSummary) throws IOException {
        return writeAll(ResultsFile.mended(resultsJson), outDir, stepSummary);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(
                file, text + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @TempDir
    Path dir;

    @Test
    void writesAllReportsAndNothingElse() throws IOException {
        Path out = dir.resolve("new folder").resolve("out");

        Reports.Written written = Reports.writeAll(SampleResults.fail(), out);

        try (Stream<Path> files = Files.list(out)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            written.html(), written.junitXml(), written.summary(), out.resolve(Reports.BADGE));
        }
        assertThat(written.html()).content().startsWith("<!DOCTYPE html>");
        assertThat(written.junitXml()).content().startsWith("<?xml");
        assertThat(written.summary()).content().startsWith("## ");
    }

    @Test
    void rendersFromAResultsFileAsFromResults() throws IOException {
        Path results = dir.resolve("results.json");
        ResultsFile.write(SampleResults.fail(), results);

        Reports.Written fromFile = Reports.writeAll(results, dir.resolve("a"), Optional.empty());
        Reports.Written direct = Reports.writeAll(SampleResults.fail(), dir.resolve("b"));

        assertThat(fromFile.html()).hasSameTextualContentAs(direct.html());
        assertThat(fromFile.junitXml()).hasSameTextualContentAs(direct.junitXml());
        assertThat(fromFile.summary()).hasSameTextualContentAs(direct.summary());
    }

    @Test
    void theSummaryIsAppendedToTheStepSummary() throws IOException {
        Path step = dir.resolve("step.md");
        Files.writeString(step, "before\n");

        Reports.Written written = Reports.writeAll(SampleResults.pass(), dir.resolve("out"), Optional.of(step));

        assertThat(step).hasContent("before\n" + Files.readString(written.summary()) + "\n");
    }

    @Test
    void aFailedWriteLeavesTheOldReport() throws IOException {
        Path out = dir.resolve("out");
        Reports.writeAll(SampleResults.pass(), out);
        Path page = out.resolve(Reports.HTML);
        Files.delete(page);
        Files.createDirectories(page.resolve("in the way"));

        assertThatThrownBy(() -> Reports.writeAll(SampleResults.fail(), out)).isInstanceOf(IOException.class);

        assertThat(out.resolve(Reports.SUMMARY)).content().contains("PASS");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files).noneMatch(each -> each.toString().endsWith(".tmp"));
        }
    }
}

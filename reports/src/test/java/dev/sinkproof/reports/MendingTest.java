package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are older, or miss something, are shown with what is missing named. */
class MendingTest {
    @TempDir
    Path dir;

    private Path file;
    private String whole;

    @BeforeEach
    void write() throws IOException {
        file = dir.resolve(ResultsFile.NAME);
        ResultsFile.write(SampleResults.fail(), file);
        whole = Files.readString(file);
    }

    private ResultsFile.Mended mended(String json) throws IOException {
        Files.writeString(file, json);
        return ResultsFile.mended(file);
    }

    @Test
    void aWholeFileHasNoHoles() throws IOException {
        assertThat(mended(whole)).isEqualTo(new ResultsFile.Mended(SampleResults.fail(), java.util.List.of()));
    }

    @Test
    void anOlderMinorVersionIsNoHole() throws IOException {
        String older = whole.replaceAll("(?s),\\s*\"counts\" : \\{[^}]*},\\s*\"series\" : \\[[^]]*]", "")
                .replaceAll("(?s),\\s*\"schemaMinor\" : \\d+,\\s*\"review\" : \\[[^]]*]", "")
                .replaceAll(",\\s*\"order\" : \"NONE\"", "");
        assertThat(older).doesNotContain("\"series\"", "\"schemaMinor\"", "\"order\"");

        ResultsFile.Mended mended = mended(older);

        assertThat(mended.holes()).isEmpty();
        assertThat(mended.results().cases()).hasSameSizeAs(SampleResults.fail().cases());
        assertThat(HtmlReport.render(mended.results())).contains("not collected in this run");
    }

    @Test
    void aFieldThatIsMissingIsNamedAndTheRestIsShown() throws IOException {
        ResultsFile.Mended mended = mended(whole.replaceFirst("\"tombstonePercent\" : \\d+,", ""));

        assertThat(mended.holes()).containsExactly("/cases/0/plan/workload/tombstonePercent is missing");
        Reports.writeAll(file, dir, Optional.empty());
        assertThat(Files.readString(dir.resolve(Reports.HTML)))
                .contains("DAMAGED", "/cases/0/plan/workload/tombstonePercent is missing");
        assertThat(Files.readString(dir.resolve(Reports.JUNIT_XML))).contains("results-whole", "<error");
        assertThat(Files.readString(dir.resolve(Reports.SUMMARY))).contains("tombstonePercent is missing");
    }

    @Test
    void aCaseThatCannotBeShownIsLeftOutAndNamed() throws IOException {
        ResultsFile.Mended mended = mended(whole.replaceFirst("\"plan\" :", "\"plot\" :"));

        assertThat(mended.holes()).containsExactly("/cases/0/plan is missing, so that /cases/0 is left out");
        assertThat(mended.results().cases())
                .hasSize(SampleResults.fail().cases().size() - 1);
    }

    @Test
    void aMissingVerdictClaimsNothing() throws IOException {
        ResultsFile.Mended mended = mended(whole.replaceAll("\"outcome\" : \"(FAIL|PASS)\"", "\"verdict\" : \"$1\""));

        assertThat(mended.results().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(mended.results().cases().get(0).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(mended.holes()).contains("/outcome is missing", "/cases/0/outcome is missing");
    }

    @Test
    void aWordThatIsNotKnownHereIsNamed() throws IOException {
        ResultsFile.Mended mended = mended(whole.replace("\"DUPLICATED\"", "\"TRIPLICATED\""));

        assertThat(mended.holes())
                .anyMatch(hole -> hole.contains("/kind is a word that this Sinkproof does not know, so that /cases/"));
    }

    @Test
    void aValueThatBreaksARuleIsNamed() throws IOException {
        ResultsFile.Mended mended = mended(whole.replaceFirst("\"partitions\" : 4", "\"partitions\" : -4"));

        assertThat(mended.holes())
                .singleElement()
                .asString()
                .contains("breaks a rule", "partitions must be 1 to 1000", "so that /cases/0 is left out");
    }

    @Test
    void withoutASubjectThereIsNothingToShow() throws IOException {
        Results sample = SampleResults.fail();
        assertThat(sample.subject()).isNotNull();

        assertThatThrownBy(() -> mended(whole.replaceAll("\"subject\" :", "\"object\" :")))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining("/subject is missing");
    }
}

package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.SelfCheckFacts;
import dev.sinkproof.reports.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfCheckFileTest {
    private static final String ROW = """
            {"sink": "%s", "defect": "one change", "reportedIn": "owner/name#1", "expected": ["LOST"], "caseId": "c",
             "outcome": "%s", "found": [%s], "sentence": "s", "millis": 1, "asExpected": %s}""";

    @TempDir
    Path dir;

    private SelfCheckFacts read(String json) throws IOException {
        return SelfCheckFile.read(Files.writeString(dir.resolve(SelfCheckFile.NAME), json));
    }

    private static String matrix(String defects) {
        return "{\"tool\": \"other 1\", \"seed\": 1, \"complete\": false, \"defects\": [" + defects + "], \"traps\": ["
                + ROW.formatted("jdbc", "PASS", "", true) + "]}";
    }

    @Test
    void readsDefectsAndTraps() throws IOException {
        SelfCheckFacts facts = read(matrix(ROW.formatted("M8", "FAIL", "\"LOST\"", true) + ","
                + ROW.formatted("M9", "NOT_APPLICABLE", "", false)));

        assertThat(facts.complete()).isFalse();
        assertThat(facts.exposed()).extracting(row -> row.sink()).containsExactly("M8");
        assertThat(facts.notExposed()).extracting(row -> row.outcome()).containsExactly(Outcome.NOT_APPLICABLE);
        assertThat(facts.right()).extracting(row -> row.sink()).containsExactly("jdbc");
    }

    @Test
    void thePageNamesADefectThatWasNotCaught() throws IOException {
        SelfCheckFacts facts = read(matrix(ROW.formatted("M8", "PASS", "", false)));

        String page = HtmlReport.render(SampleResults.pass().withSelfCheck(facts));

        assertThat(page)
                .contains("NOT CAUGHT", "<b>0</b> of 1 defects caught", "This self-check was interrupted", "other 1");
        assertThat(HtmlReport.render(SampleResults.pass())).contains("has not been self-checked");
    }

    @Test
    void whatIsNoSelfCheckIsRefusedWithThePlace() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("has no list of defects");
        assertThatThrownBy(() -> read(matrix("{\"sink\": \"M8\"}")))
                .hasMessageContaining("defects/0/defect is missing");
        assertThatThrownBy(() -> read(matrix(ROW.formatted("M8", "GOOD", "", true))))
                .hasMessageContaining("defects/0/outcome is GOOD");
    }
}

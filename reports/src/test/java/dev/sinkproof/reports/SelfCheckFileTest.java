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
            {"sink": "%s", "defect": "one change", "reportedIn": "owner/name#1", "expected": ["LOST"], "scenario": "c",
             "cells": [%s], "asExpected": %s}""";
    private static final String CELL = """
            {"caseId": "%s", "environment": "simulated", "state": "%s", "named": %s, "anomalies": [%s],
             "sentence": "s", "millis": 1200}""";
    private static final String SCENARIO = """
            {"id": "%s", "run": 1, "notRun": 0, "catches": [], "alone": [], "because": "people ask",
             "differences": ["slower"]}""";

    @TempDir
    Path dir;

    private SelfCheckFacts read(String json) throws IOException {
        return SelfCheckFile.read(Files.writeString(dir.resolve(SelfCheckFile.NAME), json));
    }

    private static String matrix(String defects) {
        return "{\"form\": 2, \"tool\": \"other 1\", \"seed\": 1, \"complete\": false, \"defects\": [" + defects
                + "], \"references\": [" + ROW.formatted("jdbc", silent("crash/n1"), true) + "], \"traps\": ["
                + ROW.formatted("twice", silent("crash/n3"), true) + "], \"scenarios\": ["
                + SCENARIO.formatted("baseline")
                + "," + SCENARIO.formatted("crash") + "]}";
    }

    private static String silent(String caseId) {
        return CELL.formatted(caseId, "SILENT", false, "");
    }

    private static String caught(String caseId, boolean named) {
        return CELL.formatted(caseId, "CAUGHT", named, "\"LOST\"");
    }

    private static String notRun(String caseId) {
        return CELL.formatted(caseId, "NOT_RUN", false, "");
    }

    @Test
    void readsDefectsAndWhatIsRight() throws IOException {
        SelfCheckFacts facts =
                read(matrix(ROW.formatted("M8", silent("baseline") + "," + caught("crash/n3", true), true) + ","
                        + ROW.formatted("M9", notRun("crash/n1"), false)));

        assertThat(facts.complete()).isFalse();
        assertThat(facts.exposed()).extracting(row -> row.sink()).containsExactly("M8");
        assertThat(facts.exposed().get(0).caseId()).isEqualTo("crash/n3");
        assertThat(facts.exposed().get(0).environment()).isEqualTo("simulated");
        assertThat(facts.notExposed()).extracting(row -> row.outcome()).containsExactly(Outcome.NOT_APPLICABLE);
        assertThat(facts.right()).extracting(row -> row.sink()).containsExactly("jdbc", "twice");
    }

    @Test
    void marksEachScenarioByTheCaseThatSaysMost() throws IOException {
        SelfCheckFacts facts =
                read(matrix(ROW.formatted("M8", silent("crash/n1") + "," + caught("crash/n3", false), false) + ","
                        + ROW.formatted("M9", caught("baseline", true) + "," + notRun("crash/n1"), true)));

        assertThat(facts.rows()).extracting(row -> row.marks()).containsExactly(" a", "cn", " s", " s");
        assertThat(facts.isMatrix()).isTrue();
        assertThat(HtmlReport.render(SampleResults.pass().withSelfCheck(facts)))
                .contains("Defects by scenarios", "adds nothing", "people ask", "Simulated: <bdi>slower</bdi>");
    }

    @Test
    void thePageNamesADefectThatWasNotCaught() throws IOException {
        SelfCheckFacts facts = read(matrix(ROW.formatted("M8", silent("baseline"), false)));

        String page = HtmlReport.render(SampleResults.pass().withSelfCheck(facts));

        assertThat(page)
                .contains("NOT CAUGHT", "<b>0</b> of 1 defects caught", "This self-check was interrupted", "other 1")
                .doesNotContain("Defects by scenarios");
        assertThat(HtmlReport.render(SampleResults.pass())).contains("has not been self-checked");
    }

    @Test
    void whatIsNoSelfCheckIsRefusedWithThePlace() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("whose form is 2");
        assertThatThrownBy(() -> read("{\"form\": 1}")).hasMessageContaining("make it anew with sinkproof self-check");
        assertThatThrownBy(() -> read("{\"form\": 2}")).hasMessageContaining("scenarios is missing");
        assertThatThrownBy(() -> read(matrix("{\"sink\": \"M8\", \"cells\": []}")))
                .hasMessageContaining("defects/0/defect is missing");
        assertThatThrownBy(() -> read(matrix(ROW.formatted("M8", CELL.formatted("c", "GOOD", true, ""), true))))
                .hasMessageContaining("defects/0/cells/0/state is GOOD");
    }
}

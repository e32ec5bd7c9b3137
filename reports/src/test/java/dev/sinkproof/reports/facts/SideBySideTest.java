package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.SampleResults;
import dev.sinkproof.reports.SubjectComparison;
import dev.sinkproof.reports.facts.SideBySide.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final Results PASS = SampleResults.pass();
    private static final Results FAIL = SampleResults.fail();
    private static final Results MEASURED = SampleResults.measured();

    @Test
    void casesInWhichSubjectsDifferComeFirstTheWidestBeforeTheOthers() {
        SideBySide comparison = SideBySide.of(List.of(PASS, FAIL, MEASURED));

        List<Row> rows = comparison.rows();
        assertThat(rows.get(0).caseId()).isEqualTo("crash-after-target-write/3rd-write-restart");
        assertThat(rows).extracting(Row::differs).startsWith(true).endsWith(false);
        assertThat(rows.indexOf(row(rows, "baseline")))
                .isGreaterThan(rows.indexOf(row(rows, "crash-after-offset-commit/2nd-commit")));
        assertThat(comparison.sentence()).isEqualTo("7 of 9 cases differ");
    }

    @Test
    void aCaseThatASubjectWasNotTakenThroughIsEmptyThere() {
        List<Row> rows = SideBySide.of(List.of(PASS, FAIL)).rows();

        assertThat(row(rows, "crash-after-target-write/flush-ahead").results().get(0))
                .isEmpty();
        assertThat(row(rows, "crash-after-target-write/flush-ahead").results().get(1))
                .isPresent();
    }

    @Test
    void theSameVerdictsAndAnomaliesAreNoDifference() {
        assertThat(SideBySide.of(List.of(FAIL, MEASURED)).rows())
                .extracting(Row::differs)
                .containsOnly(false);
    }

    @Test
    void eachGuaranteeSaysWhatEachSubjectShowed() {
        SideBySide comparison = SideBySide.of(List.of(PASS, FAIL));

        assertThat(comparison.guarantees())
                .extracting(SideBySide.GuaranteeRow::guarantee)
                .contains(Guarantee.EFFECTIVELY_ONCE)
                .doesNotContain(Guarantee.NONE);
        assertThat(comparison.facts())
                .filteredOn(fact -> fact.name().equals("Strongest not refuted"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.words()).containsExactly("effectively-once", "none"));
    }

    @Test
    void laterSubjectsAreMeasuredByTheFirst() {
        assertThat(SideBySide.of(List.of(PASS, FAIL)).worseThanFirst()).isTrue();
        assertThat(SideBySide.of(List.of(FAIL, PASS)).worseThanFirst()).isFalse();
    }

    @Test
    void anIncompleteRunIsACaution() {
        assertThat(SideBySide.of(List.of(PASS, SampleResults.incomplete())).cautions())
                .containsExactly("the run of reference-jdbc-idempotent is incomplete");
        assertThat(SideBySide.of(List.of(PASS, FAIL)).cautions()).isEmpty();
    }

    @Test
    void isToldInLinesInJsonAndOnAPage() {
        SubjectComparison comparison = SubjectComparison.of(List.of(PASS, FAIL));

        assertThat(comparison.lines())
                .contains("differs  crash-after-target-write/3rd-write-restart"
                        + "  reference-jdbc-exactly-once: ● PASS  debezium-jdbc-insert: ✕ FAIL (DUPLICATED 50)");
        assertThat(comparison.json()).contains("\"worseThanFirst\" : true", "\"DUPLICATED 50\"");
        assertThat(comparison.html())
                .contains("7 of 9 cases differ", "debezium-jdbc-insert", "not run", "DUPLICATED 50");
    }

    @Test
    void hostileNamesStayText() {
        Results hostile = SampleResults.hostile("<script>alert(1)</script>");

        assertThat(SubjectComparison.of(List.of(hostile, PASS)).html()).doesNotContain("<script>alert");
    }

    private static Row row(List<Row> rows, String caseId) {
        return rows.stream()
                .filter(row -> row.caseId().equals(caseId))
                .findFirst()
                .orElseThrow();
    }
}

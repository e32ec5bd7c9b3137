package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class JUnitXmlReportTest {
    static Stream<Results> samples() {
        return Stream.of(
                SampleResults.pass(),
                SampleResults.fail(),
                SampleResults.inconclusive(),
                SampleResults.incomplete(),
                SampleResults.empty());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theTotalsAreThoseOfTheTestCases(Results results) {
        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(results));

        for (Element element : List.of(xml.only("testsuites"), xml.only("testsuite"))) {
            assertThat(element.getAttribute("tests"))
                    .isEqualTo("" + xml.all("testcase").size());
            assertThat(element.getAttribute("failures"))
                    .isEqualTo("" + xml.all("failure").size());
            assertThat(element.getAttribute("errors"))
                    .isEqualTo("" + xml.all("error").size());
            assertThat(element.getAttribute("skipped"))
                    .isEqualTo("" + xml.all("skipped").size());
        }
    }

    @Test
    void refutedIsAFailureWithOffsetsAndTheCommand() {
        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(SampleResults.fail()));

        Element failure = child(xml, "crash-after-target-write/3rd-write-restart", "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("DUPLICATED");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("50 records took effect twice, the first of them p0@950.");
        assertThat(failure.getTextContent())
                .contains("p0: 950–996")
                .contains("reproduce: ./sinkproof run")
                .contains("run directory: debezium-jdbc-insert/");
    }

    @Test
    void inconclusiveIsAnErrorAndNotApplicableIsSkippedWithItsReason() {
        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(SampleResults.fail()));

        assertThat(child(xml, "crash-after-target-write/900th-write", "error").getAttribute("message"))
                .contains("The fault did not fire");
        assertThat(child(xml, "crash-after-target-write/broker-restart", "skipped")
                        .getAttribute("message"))
                .contains("capability broker.restart");
    }

    @Test
    void partialPassesWithANote() {
        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(SampleResults.fail()));

        Element testCase = testCase(xml, "crash-after-offset-commit/2nd-commit");
        assertThat(testCase.getElementsByTagName("failure").getLength()).isZero();
        assertThat(testCase.getElementsByTagName("error").getLength()).isZero();
        assertThat(child(xml, "crash-after-offset-commit/2nd-commit", "system-out")
                        .getTextContent())
                .contains("PARTIAL: ")
                .contains("41.2 s");
    }

    @Test
    void seedAndEnvironmentAreProperties() {
        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(SampleResults.pass()));

        assertThat(xml.all("property"))
                .extracting(property -> property.getAttribute("name") + "=" + property.getAttribute("value"))
                .contains("seed=8254117209115", "environment.kafka=4.3.1", "environment.cores=2");
        assertThat(xml.only("testsuite").getAttribute("timestamp")).isEqualTo("2026-07-31T14:03:12");
    }

    @Test
    void aRunThatWasInterruptedOrHadNoCasesCannotPass() {
        ParsedPage incomplete = ParsedPage.xml(JUnitXmlReport.render(SampleResults.incomplete()));
        ParsedPage empty = ParsedPage.xml(JUnitXmlReport.render(SampleResults.empty()));

        assertThat(child(incomplete, "suite-complete", "error").getAttribute("message"))
                .contains("interrupted");
        assertThat(child(empty, "suite", "error").getAttribute("message")).contains("No scenario matches");
    }

    @Test
    void aVerdictThatNoCaseExplainsCannotPass() {
        Results pass = SampleResults.pass();
        Results failed = new Results(
                pass.schemaVersion(),
                pass.tool(),
                pass.createdAtMicros(),
                true,
                pass.subject(),
                pass.subjectVersion(),
                pass.redactions(),
                pass.environment(),
                pass.seed(),
                Outcome.INCONCLUSIVE,
                "the baseline fails",
                pass.guarantees(),
                pass.cases(),
                pass.notRun(),
                pass.reproduce(),
                4);

        ParsedPage xml = ParsedPage.xml(JUnitXmlReport.render(failed));

        assertThat(child(xml, "suite", "error").getAttribute("message")).isEqualTo("the baseline fails");
    }

    private static Element testCase(ParsedPage xml, String name) {
        return xml.all("testcase").stream()
                .filter(each -> each.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test case " + name));
    }

    private static Element child(ParsedPage xml, String name, String tag) {
        var found = testCase(xml, name).getElementsByTagName(tag);
        assertThat(found.getLength()).as("%s in %s", tag, name).isEqualTo(1);
        return (Element) found.item(0);
    }
}

package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

class VerdictTest {
    @ParameterizedTest
    @EnumSource(names = {"PASS", "PARTIAL"})
    void aContractThatHeldPasses(Outcome outcome) {
        assertThat(verdict(outcome).sentence()).isEqualTo(outcome.label() + ": the sentence about x");
    }

    @Test
    void aBrokenContractFailsWithTheStoryOfARecordTheReportAndTheCommand() {
        assertThatThrownBy(() -> verdict(Outcome.FAIL, SampleCases.duplicated()).sentence())
                .isInstanceOf(ContractBrokenError.class)
                .hasMessageStartingWith("the sentence about x\n\nDUPLICATED-1, caused by the connector:\n")
                .hasMessageContaining("\n  produced: t-0@0\n  read back: 2 rows\n  offsets p0: 0–19, ")
                .hasMessageContaining(" … and 15 more ranges, in the report\n\nMake a repeated write harmless.\n")
                .hasMessageContaining("\nreport    " + Path.of("out", "report.html"))
                .hasMessageContaining("\nevidence  " + Path.of("out", "run-1"))
                .hasMessageEndingWith("\nagain     mvn verify again");
    }

    @Test
    void whatCannotBeJudgedIsNoPassAndNoFailureOfTheConnector() {
        assertThatThrownBy(() -> verdict(Outcome.INCONCLUSIVE).sentence())
                .isInstanceOf(InconclusiveException.class)
                .hasMessageStartingWith("the sentence about x\n\nreport");
    }

    @Test
    void whatTheEnvironmentCannotDoIsAbortedWithTheReason() {
        assertThatThrownBy(() -> verdict(Outcome.NOT_APPLICABLE).sentence())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("the sentence about x");
    }

    private static Verdict verdict(Outcome outcome, Anomaly... anomalies) {
        return Verdict.of(SampleCases.result(SampleCases.scenario("x"), outcome, anomalies), Path.of("out"));
    }
}

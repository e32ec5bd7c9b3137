package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Differential;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Recheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose an anomaly is, decided by the same plan with another sink. */
@Tag("slow")
@Timeout(600)
class DifferentialIT {
    private static final String CASE = "crash-after-target-write/n1-restart";

    @TempDir
    private static Path out;

    private static SubjectSpec flawed;
    private static SubjectSpec correct;
    private static SubjectSpec alike;
    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        flawed = Subjects.flawed("M31", "M31TwoTransactionsConnector", "jdbc-exactly-once");
        correct = Subjects.bundled("jdbc-exactly-once");
        alike = Subjects.flawed("taken-for-correct", "M31TwoTransactionsConnector", "jdbc-exactly-once");
        suite = new EmbeddedSuite(out, List.of(flawed, correct), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static CaseResult crash(SubjectSpec reference, long seed) throws IOException {
        Results results = suite.run(flawed, reference, seed, Catalogue.select(List.of(CASE), Parameters.NONE));
        assertThat(results.cases()).hasSize(2);
        assertThat(results.cases().get(0).differential()).isNull();
        return results.cases().get(1);
    }

    private static void duplicatesAreCausedBy(CaseResult crash, Culprit culprit) {
        assertThat(crash.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(crash.anomalies())
                .filteredOn(anomaly -> anomaly.kind() == AnomalyKind.DUPLICATED)
                .isNotEmpty()
                .extracting(Anomaly::culprit)
                .containsOnly(culprit);
    }

    @Test
    void aDefectOfTheSubjectIsTheSubjectsAndTheEvidenceIsKeptBeside() throws IOException {
        CaseResult crash = crash(correct, 1);

        duplicatesAreCausedBy(crash, Culprit.SUBJECT);
        Differential differential = crash.differential();
        assertThat(differential.reference()).isEqualTo("jdbc-exactly-once");
        assertThat(differential.outcome()).isEqualTo(Outcome.PASS);
        assertThat(differential.sentence()).contains("showed no DUPLICATED: that is the connector's");
        assertThat(suite.folder(flawed, 1).resolve(differential.runDirectory()).resolve("result.json"))
                .exists();
    }

    @Test
    void whatASinkTakenForCorrectShowsTooIsConnectsAlsoWhenJudgedAgain() throws IOException {
        CaseResult crash = crash(alike, 2);

        duplicatesAreCausedBy(crash, Culprit.CONNECT);
        assertThat(crash.differential().outcome()).isEqualTo(Outcome.FAIL);
        Path directory = suite.runDirectory(flawed, 2, crash);
        Files.delete(directory.resolve("result.json"));
        CaseResult again = Recheck.judge(directory);
        duplicatesAreCausedBy(again, Culprit.CONNECT);
        assertThat(again.differential()).isEqualTo(crash.differential());
    }
}

package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only object stores have: the reference sink bears each case, and a sink that does it wrong is named. */
@Tag("full")
class S3FaultsIT {
    @TempDir
    private static Path out;

    private static SubjectSpec exactlyOnce;
    private static SubjectSpec atLeastOnce;
    private static SubjectSpec createdFirst;
    private static SubjectSpec small;
    private static SubjectSpec wallClock;
    private static SubjectSpec fixedOffset;
    private static SubjectSpec lateToCurrent;
    private static EmbeddedSuite suite;
    private static int runs;

    @BeforeAll
    static void start() throws IOException {
        exactlyOnce = Subjects.bundled("s3-exactly-once");
        atLeastOnce = Subjects.bundled("s3-at-least-once");
        // The S3 server ends some connections on which an object without content came, so that the next request is sent
        // again.
        createdFirst = Subjects.flawedS3With(
                "M48", "M48CreatedFirstConnector", "s3-at-least-once", "max.retries=-1\nretry.backoff.ms=20\n");
        small = Subjects.bundledWith("s3-exactly-once", "small", "rotate.records=50\n");
        wallClock = Subjects.bundledWith("s3-at-least-once", "wall-clock", "time.source=wall-clock\n");
        fixedOffset = Subjects.bundledWith("s3-at-least-once", "fixed-offset", "time.zone=+01:00\n");
        lateToCurrent = Subjects.bundledWith("s3-at-least-once", "late-to-current", "late.records=current\n");
        suite = new EmbeddedSuite(
                out,
                List.of(exactlyOnce, atLeastOnce, createdFirst, small, wallClock, fixedOffset, lateToCurrent),
                EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static CaseResult run(SubjectSpec subject, String caseId) throws IOException {
        List<ScenarioSpec> found = Catalogue.select(List.of(caseId), Parameters.NONE, subject).stream()
                .filter(spec -> spec.caseId().equals(caseId))
                .toList();
        assertThat(found).as(caseId).hasSize(1);
        return suite.run(subject, ++runs, 1, found).cases().get(0);
    }

    private static CaseResult held(SubjectSpec subject, String caseId) throws IOException {
        CaseResult result = run(subject, caseId);
        assertThat(result.faults())
                .allSatisfy(
                        fault -> assertThat(fault.status()).as(fault.detail()).isEqualTo(FaultOutcome.Status.FIRED));
        assertThat(result.outcome())
                .as("%s: %s %s", subject.name(), result.sentence(), result.anomalies())
                .isEqualTo(Outcome.PASS);
        return result;
    }

    private static Anomaly only(CaseResult result, AnomalyKind kind) {
        List<Anomaly> found = result.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .toList();
        assertThat(found).as(result.sentence()).hasSize(1);
        return found.get(0);
    }

    private static Map<String, Long> measures(CaseResult result, String checker) {
        return result.checks().stream()
                .filter(check -> check.checker().equals(checker))
                .findFirst()
                .orElseThrow()
                .measures();
    }

    /** {@code target.look} after every answer, also in the middle of uploads in parts. */
    @ParameterizedTest
    @ValueSource(strings = {"calm", "crash"})
    void aReaderSeesOnlyWhatIsWhole(String variant) throws IOException {
        for (SubjectSpec subject : List.of(exactlyOnce, atLeastOnce)) {
            CaseResult result = held(subject, "reader-sees-only-complete-objects/" + variant);

            assertThat(measures(result, "objects"))
                    .hasEntrySatisfying(
                            "seen",
                            seen -> assertThat(seen)
                                    .as("%s, of %s", subject.name(), measures(result, "objects"))
                                    .isGreaterThan(10))
                    .containsEntry("seenTorn", 0L);
            assertThat(result.count(EventNames.TARGET_SEEN)).isPositive();
        }
    }

    /** Whole in the end, so that nobody but a reader of that moment could know. */
    @Test
    void aReaderSeesTheObjectThatIsCreatedFirstAndFilledLater() throws IOException {
        CaseResult result = run(createdFirst, "reader-sees-only-complete-objects/calm");

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(only(result, AnomalyKind.TORN_OBJECT).explanation()).contains("seen while the run was on");
        assertThat(measures(result, "objects")).containsEntry("torn", 0L);
        assertThat(result.observed().lost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calm", "rebalances"})
    void objectsAreAsLargeAsWasPromised(String variant) throws IOException {
        held(exactlyOnce, "many-small-files/" + variant);
        held(atLeastOnce, "many-small-files/" + variant);
    }

    @Test
    void objectsThatAreSmallerThanWasPromisedAreNamed() throws IOException {
        CaseResult result = run(small, "many-small-files/calm");

        assertThat(result.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(only(result, AnomalyKind.SMALL_OBJECTS).count()).isGreaterThan(100);
        assertThat(result.observed().lost()).isZero();
    }

    /** {@code data.at} stamps them. */
    @ParameterizedTest
    @ValueSource(strings = {"hour", "clocks-forward", "clocks-back"})
    void recordsAreInTheFolderOfTheirTime(String variant) throws IOException {
        CaseResult result = held(atLeastOnce, "hour-boundary/" + variant);

        assertThat(measures(result, "placement"))
                .containsEntry("right", 4 * 240L)
                .containsEntry("wrong", 0L);
        assertThat(result.observed().duplicated()).isZero();
    }

    @Test
    void foldersByTheWallClockAreNamed() throws IOException {
        CaseResult result = run(wallClock, "hour-boundary/hour");

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(only(result, AnomalyKind.MISPLACED).count()).isEqualTo(4 * 240L);
        assertThat(result.observed().lost()).isZero();
    }

    /** In Berlin's winter it is right, in its summer it is not: half of the records around each change. */
    @ParameterizedTest
    @ValueSource(strings = {"clocks-forward", "clocks-back"})
    void aFixedOffsetIsWrongForHalfOfTheRecordsAroundAChangeOfClocks(String variant) throws IOException {
        CaseResult result = run(fixedOffset, "hour-boundary/" + variant);

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.FAIL);
        assertThat(only(result, AnomalyKind.MISPLACED).count()).isEqualTo(4 * 120L);
    }

    /** Months late, as all of them are to their neighbours. */
    @Test
    void lateRecordsInTheCurrentFolderAreNamedWhereTheirOwnIsClaimed() throws IOException {
        CaseResult result = run(lateToCurrent, "hour-boundary/hour");

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(only(result, AnomalyKind.MISPLACED).count()).isPositive();
        assertThat(result.observed().lost()).isZero();
    }

    @Test
    void whatIsNotClaimedIsNotAsked() {
        assertThat(Catalogue.select(List.of("hour-boundary"), Parameters.NONE, exactlyOnce))
                .filteredOn(spec -> spec.id().equals("hour-boundary"))
                .hasSize(3)
                .allSatisfy(spec -> assertThat(spec.notFor()).contains("sinkproof.contract.time-folder"));
    }
}

package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 sinks with one known defect each: the scenario that exposes it names it. */
class FlawedS3SinkIT {
    @TempDir
    private static Path out;

    private static SubjectSpec localFile;
    private static SubjectSpec keyOnlyName;
    private static SubjectSpec deafTimer;
    private static SubjectSpec createdFirst;
    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        localFile = Subjects.flawedS3("M6", "M6LocalFileConnector", "s3-exactly-once");
        keyOnlyName = Subjects.flawedS3("M41", "M41KeyOnlyNameConnector", "s3-at-least-once");
        deafTimer = Subjects.flawedS3("M54", "M54DeafTimerConnector", "s3-exactly-once");
        createdFirst = Subjects.flawedS3("M48", "M48CreatedFirstConnector", "s3-at-least-once");
        suite = new EmbeddedSuite(out, List.of(localFile, keyOnlyName, deafTimer, createdFirst), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @Test
    void findsWhatIsLostWhenTheLocalFileCountsAsDelivered() throws IOException {
        // The rebalance that a second task brings is enough.
        CaseResult baseline = run(localFile, "baseline").cases().get(0);

        Account account = Account.of(baseline, suite.runDirectory(localFile, 1, baseline));
        assertThat(account.missing()).isNotEmpty();
        assertThat(Account.named(baseline, AnomalyKind.LOST)).isEqualTo(account.missing());
    }

    @Test
    void findsWhatIsLostWhenObjectsShareAName() throws IOException {
        CaseResult baseline = run(keyOnlyName, "baseline").cases().get(0);

        Account account = Account.of(baseline, suite.runDirectory(keyOnlyName, 1, baseline));
        assertThat(account.missing()).isNotEmpty();
        assertThat(Account.named(baseline, AnomalyKind.LOST)).isEqualTo(account.missing());
        assertThat(baseline.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void findsWhatIsStuckWhenTheClockIsLookedAtOnlyWithRecords() throws IOException {
        CaseResult baseline = run(deafTimer, "baseline").cases().get(0);

        assertThat(baseline.anomalies()).extracting(Anomaly::kind).containsExactly(AnomalyKind.STUCK);
    }

    @Test
    void findsTheObjectThatACrashLeavesEmpty() throws IOException {
        CaseResult crash =
                run(createdFirst, "crash-after-target-write/n1-restart").cases().get(1);

        assertThat(crash.anomalies()).extracting(Anomaly::kind).contains(AnomalyKind.TORN_OBJECT);
        assertThat(Account.of(crash, suite.runDirectory(createdFirst, 1, crash)).missing())
                .isEqualTo(Map.of());
        assertThat(crash.outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Results run(SubjectSpec subject, String scenario) throws IOException {
        return suite.run(subject, 1, Catalogue.select(List.of(scenario), Parameters.NONE));
    }
}

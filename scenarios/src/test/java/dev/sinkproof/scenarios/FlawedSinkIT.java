package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks with one known defect each: the scenario that exposes it names it, on the exact offsets, ten out of ten. */
class FlawedSinkIT {
    private static final int SEEDS = Integer.getInteger("sinkproof.test.seeds", 1);

    @TempDir
    private static Path out;

    private static SubjectSpec queuedWrites;
    private static SubjectSpec twoTransactions;
    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        queuedWrites = Subjects.flawed("M1", "M1QueuedWritesConnector", "jdbc-at-least-once");
        twoTransactions = Subjects.flawed("M31", "M31TwoTransactionsConnector", "jdbc-exactly-once");
        suite = new EmbeddedSuite(out, List.of(queuedWrites, twoTransactions), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @Test
    void findsWhatIsLostWhenOffsetsAreCommittedBeforeTheWrite() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Results results = suite.run(
                    queuedWrites,
                    seed,
                    Catalogue.select(List.of("crash-after-offset-commit/n1-restart"), Parameters.NONE));

            assertThat(results.cases().get(0).outcome())
                    .as(
                            "without a crash the late writes arrive: %s",
                            results.cases().get(0).sentence())
                    .isEqualTo(Outcome.PARTIAL);
            CaseResult crash = results.cases().get(1);
            Account account = Account.of(crash, suite.runDirectory(queuedWrites, seed, crash));
            assertThat(account.missing()).isNotEmpty();
            assertThat(Account.named(crash, AnomalyKind.LOST)).isEqualTo(account.missing());
            assertThat(crash.anomalies())
                    .anyMatch(anomaly -> anomaly.kind() == AnomalyKind.PREMATURE_COMMIT)
                    .filteredOn(anomaly -> anomaly.kind() == AnomalyKind.LOST)
                    .allMatch(anomaly -> anomaly.culprit() == Culprit.SUBJECT);
            assertThat(results.exitCode()).isEqualTo(ExitCode.REFUTED.code());
        }
    }

    @Test
    void findsWhatIsWrittenTwiceWhenRowsAndOffsetsAreTwoTransactions() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Results results = suite.run(
                    twoTransactions,
                    seed,
                    Catalogue.select(
                            List.of("crash-after-target-write/n1-restart", "two-topics-one-target"), Parameters.NONE));

            assertThat(results.cases()).hasSize(3);
            assertThat(results.cases().get(0).outcome()).isEqualTo(Outcome.PASS);
            for (CaseResult crash : results.cases().subList(1, 3)) {
                Account account = Account.of(crash, suite.runDirectory(twoTransactions, seed, crash));
                assertThat(account.missing()).isEqualTo(Map.of());
                assertThat(account.repeated()).isNotEmpty();
                assertThat(Account.named(crash, AnomalyKind.DUPLICATED)).isEqualTo(account.repeated());
                assertThat(crash.outcome()).isEqualTo(Outcome.FAIL);
            }
            assertThat(results.exitCode()).isEqualTo(ExitCode.REFUTED.code());
        }
    }
}

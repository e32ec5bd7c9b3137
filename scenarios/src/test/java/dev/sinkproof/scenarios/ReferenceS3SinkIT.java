package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Results;
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

/** The reference S3 sink on real processes: each delivery mode gets the verdict that it claims, and no better one. */
@Tag("full")
class ReferenceS3SinkIT {
    private static final int SEEDS = Integer.getInteger("sinkproof.test.seeds", 1);

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        suite = new EmbeddedSuite(
                out,
                List.of(
                        Subjects.bundled("s3-at-least-once"),
                        Subjects.bundled("s3-exactly-once"),
                        Subjects.bundled("s3-parquet")),
                EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3-exactly-once", "s3-parquet"})
    void isEffectivelyOnceWhereItSaysSo(String name) throws IOException {
        SubjectSpec subject = Subjects.bundled(name);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Results results = suite.run(subject, seed, ReferenceSinkIT.crashes(name));

            assertThat(results.cases()).hasSize(13).allSatisfy(ReferenceSinkIT::heldAndWasExercised);
            assertThat(ReferenceSinkIT.status(results, Guarantee.EFFECTIVELY_ONCE))
                    .isEqualTo(GuaranteeOutcome.Status.NOT_REFUTED);
            assertThat(results.exitCode()).isZero();
            ReferenceSinkIT.isExact(suite, subject, seed, results);
        }
    }

    @Test
    void makesFurtherObjectsAtLeastOnceAndNoBetter() throws IOException {
        SubjectSpec subject = Subjects.bundled("s3-at-least-once");
        for (long seed = 1; seed <= SEEDS; seed++) {
            Results results = suite.run(subject, seed, ReferenceSinkIT.crashes(subject.name()));

            assertThat(results.cases()).hasSize(13).allSatisfy(ReferenceSinkIT::heldAndWasExercised);
            assertThat(ReferenceSinkIT.status(results, Guarantee.AT_LEAST_ONCE))
                    .isEqualTo(GuaranteeOutcome.Status.NOT_REFUTED);
            assertThat(ReferenceSinkIT.status(results, Guarantee.EFFECTIVELY_ONCE))
                    .isEqualTo(GuaranteeOutcome.Status.REFUTED);
            for (CaseResult result : results.cases()) {
                Account account = Account.of(result, suite.runDirectory(subject, seed, result));
                assertThat(account.missing()).isEqualTo(Map.of());
                assertThat(Account.named(result, AnomalyKind.OVERLAP)).isEqualTo(account.repeated());
            }
        }
    }
}

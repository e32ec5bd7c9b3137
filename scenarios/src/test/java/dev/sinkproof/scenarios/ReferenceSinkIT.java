package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.fault.process.WorkerKill;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
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

/** The reference sink on real processes: each delivery mode gets the verdict that it claims, and no better one. */
class ReferenceSinkIT {
    private static final int SEEDS = Integer.getInteger("sinkproof.test.seeds", 1);

    private static final String AFTER_WRITE = "crash-after-target-write/n1-restart";

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        suite = new EmbeddedSuite(
                out,
                List.of(
                        Subjects.bundled("jdbc-at-least-once"),
                        Subjects.bundled("jdbc-idempotent"),
                        Subjects.bundled("jdbc-exactly-once")),
                EmbeddedSuite.SIZES);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc-idempotent", "jdbc-exactly-once"})
    void survivesTheCrashThatMattersMost(String name) throws IOException {
        isEffectivelyOnce(name, 0, Catalogue.select(List.of(AFTER_WRITE), Parameters.NONE), 2);
    }

    @Tag("slow")
    @Test
    void appendsAgainAfterTheCrashThatMattersMost() throws IOException {
        appendsAtLeastOnce(0, Catalogue.select(List.of(AFTER_WRITE), Parameters.NONE), 2);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jdbc-idempotent", "jdbc-exactly-once"})
    void isEffectivelyOnceWhereItSaysSo(String name) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            isEffectivelyOnce(name, seed, crashes(name), 9);
        }
    }

    @Tag("full")
    @Test
    void appendsAtLeastOnceAndNoBetter() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            appendsAtLeastOnce(seed, crashes("jdbc-at-least-once"), 9);
        }
    }

    /** Those that say something about the subject. */
    static List<ScenarioSpec> crashes(String name) throws IOException {
        return Catalogue.select(List.of("crash-*"), Parameters.NONE, Subjects.bundled(name)).stream()
                .filter(spec -> spec.notFor().isEmpty())
                .toList();
    }

    private static void isEffectivelyOnce(String name, long seed, List<ScenarioSpec> cases, int count)
            throws IOException {
        SubjectSpec subject = Subjects.bundled(name);
        Results results = suite.run(subject, seed, cases);

        assertThat(results.cases()).hasSize(count).allSatisfy(ReferenceSinkIT::heldAndWasExercised);
        assertThat(status(results, Guarantee.EFFECTIVELY_ONCE)).isEqualTo(GuaranteeOutcome.Status.NOT_REFUTED);
        assertThat(results.exitCode()).isZero();
        isExact(suite, subject, seed, results);
    }

    private static void appendsAtLeastOnce(long seed, List<ScenarioSpec> cases, int count) throws IOException {
        SubjectSpec subject = Subjects.bundled("jdbc-at-least-once");
        Results results = suite.run(subject, seed, cases);

        assertThat(results.cases()).hasSize(count).allSatisfy(ReferenceSinkIT::heldAndWasExercised);
        assertThat(status(results, Guarantee.AT_LEAST_ONCE)).isEqualTo(GuaranteeOutcome.Status.NOT_REFUTED);
        assertThat(status(results, Guarantee.EFFECTIVELY_ONCE)).isEqualTo(GuaranteeOutcome.Status.REFUTED);
        isExact(suite, subject, seed, results);
        for (CaseResult result : results.cases()) {
            Account account = Account.of(result, suite.runDirectory(subject, seed, result));
            assertThat(account.missing()).isEqualTo(Map.of());
            assertThat(Account.named(result, AnomalyKind.DUPLICATED)).isEqualTo(account.repeated());
            boolean afterWrite = result.plan().scenario().id().equals("crash-after-target-write");
            assertThat(account.repeated().isEmpty() && afterWrite)
                    .as("a write that was accepted before the crash is written again")
                    .isFalse();
        }
    }

    static void heldAndWasExercised(CaseResult result) {
        assertThat(result.outcome())
                .as("%s: %s", result.plan().scenario().caseId(), result.sentence())
                .isEqualTo(Outcome.PASS);
        assertThat(result.faults())
                .extracting(FaultOutcome::status)
                .allMatch(status -> status == FaultOutcome.Status.FIRED);
        assertThat(result.observed().acknowledged()).isEqualTo(12_000);
        assertThat(result.observed().accounted()).isEqualTo(12_000);
    }

    static void isExact(EmbeddedSuite suite, SubjectSpec subject, long seed, Results results) throws IOException {
        int kills = 0;
        for (CaseResult result : results.cases()) {
            for (FaultOutcome fault : result.faults()) {
                if (fault.fault().kind().equals(WorkerKill.KIND)) {
                    kills++;
                    new Kill(suite.runDirectory(subject, seed, result), fault)
                            .isExactlyAt(fault.fault().trigger().point().id());
                }
            }
        }
        assertThat(kills).isEqualTo((int) results.cases().stream()
                .filter(result -> result.plan().scenario().id().startsWith("crash-"))
                .count());
    }

    static GuaranteeOutcome.Status status(Results results, Guarantee guarantee) {
        return results.guarantees().stream()
                .filter(outcome -> outcome.guarantee() == guarantee)
                .findFirst()
                .orElseThrow()
                .status();
    }
}

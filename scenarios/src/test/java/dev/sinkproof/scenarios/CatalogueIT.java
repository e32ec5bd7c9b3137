package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Culprit;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference sink holds its contract in every case of the catalogue, and every fault fires. */
@Tag("slow")
class CatalogueIT {
    private static final int SEEDS = Integer.getInteger("sinkproof.test.seeds", 1);
    private static final List<String> MODES = List.of("jdbc-at-least-once", "jdbc-idempotent", "jdbc-exactly-once");

    @TempDir
    private static Path out;

    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        suite = new EmbeddedSuite(out, MODES.stream().map(CatalogueIT::subject).toList(), EmbeddedSuite.SLOWLY);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static SubjectSpec subject(String name) {
        try {
            return Subjects.bundled(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What crashes do has tests of its own. */
    @Test
    void theCasesThatEveryReviewAsksForAreBorne() throws IOException {
        SubjectSpec subject = subject("jdbc-exactly-once");
        List<ScenarioSpec> cases = Catalogue.select(List.of(Catalogue.CORE), Parameters.NONE, subject).stream()
                .filter(spec -> !spec.id().startsWith("crash-"))
                .toList();
        assertThat(cases).hasSizeGreaterThan(4);

        holds(subject, 0, cases);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jdbc-at-least-once", "jdbc-idempotent", "jdbc-exactly-once"})
    void everyCaseIsBorne(String name) throws IOException {
        SubjectSpec subject = subject(name);
        List<ScenarioSpec> cases = Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE, subject);
        for (long seed = 1; seed <= SEEDS; seed++) {
            holds(subject, seed, cases);
        }
    }

    private static void holds(SubjectSpec subject, long seed, List<ScenarioSpec> cases) throws IOException {
        Results results = suite.run(subject, seed, cases);

        assertThat(results.cases()).hasSameSizeAs(cases).allSatisfy(result -> {
            if (!result.plan().scenario().notFor().isEmpty()) {
                assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
            } else {
                held(result);
            }
        });
        Guarantee claimed = subject.contract().guarantee();
        assertThat(ReferenceSinkIT.status(results, claimed)).isEqualTo(GuaranteeOutcome.Status.NOT_REFUTED);
    }

    private static void held(CaseResult result) {
        assertThat(result.outcome())
                .as("%s: %s", result.plan().scenario().caseId(), result.sentence())
                .isEqualTo(overtaken(result) ? Outcome.PARTIAL : Outcome.PASS);
        assertThat(result.faults())
                .extracting(FaultOutcome::status)
                .allMatch(status -> status == FaultOutcome.Status.FIRED);
        assertThat(result.observed().lost()).isZero();
    }

    /** What retention deletes no sink can deliver, and Connect says nothing of it: a hazard that is not the sink's. */
    private static boolean overtaken(CaseResult result) {
        if (!result.plan().scenario().id().equals("retention-overtakes-the-sink")) {
            return false;
        }
        assertThat(result.anomalies()).singleElement().satisfies(silent -> {
            assertThat(silent.kind()).isEqualTo(AnomalyKind.SILENT);
            assertThat(silent.culprit()).isEqualTo(Culprit.CONNECT);
        });
        return true;
    }
}

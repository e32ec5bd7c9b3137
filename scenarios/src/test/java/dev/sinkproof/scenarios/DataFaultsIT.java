package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.file.RowsFile;
import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Counts;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Irregular records on the reference sink: what cannot be written fails the task, is parked, or is lost; all else arrives whole. */
@Tag("full")
class DataFaultsIT {
    private static final String QUEUE = """
            errors.tolerance=all
            errors.deadletterqueue.topic.name=${source.topic}_dlq
            errors.deadletterqueue.topic.replication.factor=1
            errors.deadletterqueue.context.headers.enable=true
            sinkproof.contract.poison-policy=dead-letter-queue
            """;

    @TempDir
    private static Path out;

    private static SubjectSpec failing;
    private static SubjectSpec parking;
    private static SubjectSpec skipping;
    private static SubjectSpec appending;
    private static EmbeddedSuite suite;

    @BeforeAll
    static void start() throws IOException {
        String evolve = "auto.evolve=true\n";
        failing = Subjects.bundledWith("jdbc-idempotent", "failing", evolve);
        parking = Subjects.bundledWith("jdbc-idempotent", "parking", evolve + QUEUE);
        skipping = Subjects.bundledWith("jdbc-idempotent", "skipping", evolve + "errors.tolerance=all\n");
        appending = Subjects.bundledWith("jdbc-exactly-once", "appending", evolve);
        suite = new EmbeddedSuite(out, List.of(failing, parking, skipping, appending), EmbeddedSuite.SIZES);
    }

    @AfterAll
    static void stop() throws IOException {
        suite.close();
    }

    private static FaultSpec fault(String kind, int partition, long ordinal) {
        return new FaultSpec(
                kind.replace("data.", ""),
                kind,
                TriggerSpec.afterMillis(0),
                Map.of("partition", Integer.toString(partition), "ordinal", Long.toString(ordinal)));
    }

    private static CaseResult run(SubjectSpec subject, FaultSpec... faults) throws IOException {
        List<ScenarioSpec> cases = new ArrayList<>(Catalogue.select(List.of("baseline"), Parameters.NONE));
        cases.add(new ScenarioSpec("data-fault", "", "Irregular records", "They happen.", 1, 2, List.of(faults)));
        CaseResult result = suite.run(subject, 1, cases).cases().get(1);
        assertThat(result.faults())
                .allSatisfy(fault -> assertThat(fault.status()).isEqualTo(FaultOutcome.Status.FIRED));
        for (FaultOutcome fault : result.faults()) {
            showsWhereItLies(subject, result, fault);
        }
        return result;
    }

    private static void showsWhereItLies(SubjectSpec subject, CaseResult result, FaultOutcome fault)
            throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        TimelineFile.read(suite.runDirectory(subject, 1, result).resolve("timeline.jsonl"))
                .forEach(event -> {
                    if (event.name().equals(EventNames.RECORD_IRREGULAR)
                            && event.attributes()
                                    .get("fault")
                                    .equals(fault.fault().id())) {
                        events.add(event);
                    }
                });
        assertThat(events.get(0).spans().get(0).first())
                .isEqualTo(Long.parseLong(fault.fault().settings().get("ordinal")));
    }

    @Test
    void poisonIsParkedAndEverythingElseArrives() throws IOException {
        CaseResult result = run(
                parking,
                fault("data.poison", 0, 700),
                fault("data.poison_key", 1, 800),
                fault("data.wrong_type", 2, 900),
                fault("data.null_key", 3, 1000));

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(result.observed().accounted()).isEqualTo(12_000);
        assertThat(result.checks())
                .filteredOn(check -> check.checker().equals("completeness"))
                .allSatisfy(check -> assertThat(check.measures()).containsEntry("parked", 4L));
        // The workers' metrics in JMX agree: one failure for each, which no task read again.
        assertThat(result.count(Counts.FAILED)).isEqualTo(4);
        assertThat(result.series(Series.FAILED_RECORDS, "").orElseThrow().last())
                .isEqualTo(4);
        assertThat(result.series(Series.WORKER_LAG, "").orElseThrow().last()).isZero();
    }

    /** What the target refuses in a batch is found, parked, and the rest of the batch is written. */
    @Test
    void whatTheTargetRefusesIsParkedAndEverythingElseArrives() throws IOException {
        CaseResult result = run(parking, fault("data.nul_text", 0, 700), fault("data.missing_field", 1, 800));

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(result.observed().accounted()).isEqualTo(12_000);
    }

    @Test
    void poisonThatIsSkippedWithoutAWordIsLost() throws IOException {
        CaseResult result = run(skipping, fault("data.poison", 0, 700), fault("data.poison", 1, 800, "second"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Account.named(result, AnomalyKind.LOST)).isEqualTo(Map.of(0, Set.of(700L), 1, Set.of(800L)));
    }

    private static FaultSpec fault(String kind, int partition, long ordinal, String id) {
        FaultSpec same = fault(kind, partition, ordinal);
        return new FaultSpec(id, kind, same.trigger(), same.settings());
    }

    /** As the contract says it, so that it is no anomaly; nothing behind it is delivered, and nothing of that is lost. */
    @Test
    void poisonFailsTheTaskAndNothingBehindItIsLost() throws IOException {
        CaseResult result = run(failing, fault("data.poison", 0, 700));

        assertThat(result.anomalies()).as(result.sentence()).isEmpty();
        assertThat(result.checks())
                .filteredOn(check -> check.checker().equals("completeness"))
                .allSatisfy(check -> assertThat(check.measures())
                        .containsEntry("lost", 0L)
                        .hasEntrySatisfying(
                                "undelivered", behind -> assertThat(behind).isPositive()));
        assertThat(committed(result).get(0)).as("of the poison's partition").isLessThanOrEqualTo(700);
    }

    private static Map<Integer, Long> committed(CaseResult result) throws IOException {
        Map<Integer, Long> last = new TreeMap<>();
        TimelineFile.read(suite.runDirectory(failing, 1, result).resolve("timeline.jsonl"))
                .forEach(event -> {
                    if (event.name().equals(EventNames.OFFSET_COMMITTED)) {
                        last.put(
                                event.spans().get(0).partition(),
                                Long.parseLong(event.attributes().get("next")));
                    }
                });
        return last;
    }

    @Test
    void whatIsUnusualButGoodArrivesWhole() throws IOException {
        FaultSpec field = onwards("data.new_field", 1500);
        FaultSpec more = onwards("data.required_field", 1600);
        CaseResult result = run(
                failing,
                field,
                more,
                fault("data.tombstone", 0, 2900),
                fault("data.oversize", 1, 2950),
                fault("data.late", 2, 1100),
                fault("data.headers", 3, 1200));

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(result.observed().accounted()).isEqualTo(12_000);
        Map<String, Object> large = new TreeMap<>();
        RowsFile.read(suite.runDirectory(failing, 1, result).resolve("snapshot.jsonl.gz"))
                .forEach(row -> {
                    if (row.fields().get("src_partition").equals(1L)
                            && row.fields().get("src_ordinal").equals(2950L)) {
                        large.putAll(row.fields());
                    }
                });
        assertThat((byte[]) large.get("c_bytes")).hasSize(200_000);
        assertThat(large.get("c_new")).isNotNull();
        assertThat(large.get("c_required")).isNotNull();
    }

    /** A row that is added has no value there. */
    @Test
    void anOptionalFieldThatIsGoneIsNullInNewRows() throws IOException {
        CaseResult result = run(appending, onwards("data.removed_field", 1700));

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(result.observed().accounted()).isEqualTo(12_000);
    }

    /**
     * The reference sink's upsert sets the columns that the record has, as its README says, so that a row keeps the value of a field which
     * the last version of its key no longer has: a row that no record of the log explains as a whole.
     */
    @Test
    void anUpsertKeepsTheOldValueOfAFieldThatIsGoneAndThatIsFound() throws IOException {
        CaseResult result = run(failing, onwards("data.removed_field", 1700));

        assertThat(result.anomalies()).singleElement().satisfies(corrupted -> {
            assertThat(corrupted.kind()).isEqualTo(AnomalyKind.CORRUPTED);
            assertThat(corrupted.explanation()).contains("c_nullable");
        });
        assertThat(result.observed().lost()).isZero();
    }

    /** In every partition, from a record on. */
    private static FaultSpec onwards(String kind, long ordinal) {
        return new FaultSpec(
                kind.replace("data.", ""),
                kind,
                TriggerSpec.afterMillis(0),
                Map.of("partition", "all", "ordinal", Long.toString(ordinal)));
    }
}

package dev.sinkproof.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated cases of real connectors: what an anomaly names is what counting by hand finds. */
class SimulationLabIT {
    @TempDir
    private static Path logs;

    private static SimulationLab lab;

    @BeforeAll
    static void start() throws IOException {
        lab = SimulationLab.start(logs, 1, () -> false);
    }

    @AfterAll
    static void stop() throws IOException {
        lab.close();
    }

    private static Examined examined(FlawedSink sink) {
        return new Examined(FlawedSubjects.of(sink), sink.anomalies(), "");
    }

    private static ScenarioSpec only(String caseId, SubjectSpec subject) {
        return Catalogue.select(List.of(caseId), SimulationLab.PARAMETERS, subject).stream()
                .filter(spec -> spec.caseId().equals(caseId))
                .findFirst()
                .orElseThrow();
    }

    /** How often each record is in the target, by partition and ordinal. */
    private static Map<String, Integer> held(SimulatedRun run) {
        Map<String, Integer> held = new HashMap<>();
        try {
            run.snapshot().orElseThrow().forEach(row -> held.merge(record(row), 1, Integer::sum));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return held;
    }

    private static String record(TargetRow row) {
        return row.fields().get("src_partition") + "@" + row.fields().get("src_ordinal");
    }

    private static Set<String> counted(SimulatedRun run, AnomalyKind kind) {
        Map<String, Integer> held = held(run);
        Set<String> found = new TreeSet<>();
        Ledger ledger = run.ledger();
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
                int times = held.getOrDefault(partition + "@" + ordinal, 0);
                if (kind == AnomalyKind.LOST ? times == 0 : times > 1) {
                    found.add(partition + "@" + ledger.offsetOf(partition, ordinal));
                }
            }
        }
        return found;
    }

    private static Set<String> named(SimulationLab.Ran ran, AnomalyKind kind) {
        Set<String> named = new TreeSet<>();
        for (Anomaly anomaly : ran.verdict().judgement().anomalies()) {
            if (anomaly.kind() == kind) {
                assertThat(anomaly.culprit()).isEqualTo(Culprit.SUBJECT);
                anomaly.offsets()
                        .forEach(partition -> partition.ranges().forEach(range -> {
                            for (long offset = range.first(); offset <= range.last(); offset++) {
                                named.add(partition.partition() + "@" + offset);
                            }
                        }));
            }
        }
        return named;
    }

    @ParameterizedTest
    @CsvSource({
        "M8, target-throttled, LOST",
        "M21, stop-during-flush, LOST",
        "M24, target-restart, LOST",
        "M26, target-throttled, DUPLICATED",
        "M30, crash-after-target-write/n1-restart, DUPLICATED",
        "M31, crash-after-target-write/n1-restart, DUPLICATED"
    })
    void namesTheRecordsThatCountingByHandFinds(String defect, String caseId, AnomalyKind kind) throws IOException {
        Examined sink = examined(FlawedSinks.of(defect));

        lab.look(sink, only(caseId, sink.subject()), ran -> {
            assertThat(counted(ran.run(), kind)).isNotEmpty().isEqualTo(named(ran, kind));
            return null;
        });
    }

    /** Whatever ran before on the same target. */
    @Test
    void oneCaseGivesOneTrace() throws IOException {
        SubjectSpec subject = FlawedSubjects.bundled("jdbc-exactly-once");
        Examined sink = new Examined(subject, List.of(), "");
        Set<String> traces = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            traces.add(lab.look(
                    sink,
                    only("replay-crashes-midway", subject),
                    ran -> ran.run().trace()));
            lab.look(sink, only("schema-field-added-mid-batch", subject), ran -> null);
        }

        assertThat(traces).hasSize(1);
    }

    @Test
    void saysOfEachCaseThatItDoesNotRunWhyNot() throws IOException {
        FlawedSink threads = FlawedSinks.of("M1");
        SubjectSpec subject = FlawedSubjects.of(threads);
        List<KillMatrix.Cell> cells = new ArrayList<>();
        lab.run(
                new Examined(subject, threads.anomalies(), threads.notSimulated()),
                List.of(only("hot-key", subject)),
                cells::add);
        SubjectSpec objects = FlawedSubjects.bundled("s3-exactly-once");
        lab.run(new Examined(objects, List.of(), ""), List.of(only("hot-key", objects)), cells::add);
        SubjectSpec right = FlawedSubjects.bundled("jdbc-at-least-once");
        lab.run(new Examined(right, List.of(), ""), List.of(only("topic-recreated/running", right)), cells::add);

        assertThat(cells).extracting(KillMatrix.Cell::state).containsOnly(KillMatrix.State.NOT_RUN);
        assertThat(cells)
                .extracting(KillMatrix.Cell::sentence)
                .satisfiesExactly(
                        own -> assertThat(own).contains("it writes on a thread of its own"),
                        s3 -> assertThat(s3).contains("its target is s3"),
                        topic -> assertThat(topic).contains("the modelled topic cannot be deleted"));
    }
}

package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.RecordIdentity;
import dev.sinkproof.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random workloads, ledgers and targets. A target that is correct gives silence; one that is spoilt in known places gives exactly
 * those. What is expected is worked out here by brute force, in another way than the checkers do it.
 */
class ReconciliationPropertiesTest {
    private static final int PARTITIONS = 2;

    /** A log with rejected records, unknown ones that are or are not in it, and offset gaps. */
    private static final class World {
        final Random random;
        final Workload workload;
        final LedgerRecorder recorder = new LedgerRecorder(Run.TOPIC, PARTITIONS);
        final Ledger ledger;
        /** Ordinals that are in the log in truth, also where the producer does not know. */
        final List<TreeSet<Long>> log = new ArrayList<>();

        World(long seed, WriteModel model, int keys, int records) {
            random = new Random(seed);
            int tombstonePercent = model == WriteModel.UPSERT_DELETE ? 30 : 0;
            workload = new Workload(
                    new WorkloadSpec(seed, PARTITIONS, records, keys, tombstonePercent, 0), Run.TOPIC, model);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                log.add(new TreeSet<>());
                produce(partition, records);
            }
            ledger = recorder.toLedger();
        }

        private void produce(int partition, int records) {
            long offset = 0;
            for (long ordinal = 0; ordinal < records; ordinal++) {
                recorder.attempt(partition, ordinal);
                int fate = random.nextInt(20);
                offset += random.nextInt(15) == 0 ? 3 : 0;
                if (fate == 0) {
                    recorder.rejected(partition, ordinal);
                } else if (fate == 1) {
                    offset += random.nextBoolean() && log.get(partition).add(ordinal) ? 1 : 0;
                } else {
                    log.get(partition).add(ordinal);
                    recorder.acked(partition, ordinal, offset++);
                }
            }
            recorder.logEnd(partition, offset);
        }

        /** What a perfect sink makes of the log. */
        List<TargetRow> target() {
            List<TargetRow> rows = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                Map<Object, TargetRow> state = new LinkedHashMap<>();
                for (long ordinal : log.get(partition)) {
                    Run.apply(workload, partition, ordinal, state);
                }
                rows.addAll(state.values());
            }
            Collections.shuffle(rows, random);
            return rows;
        }

        Run run() {
            Run run = Run.with(workload, ledger);
            run.rows = target();
            return run;
        }
    }

    @Property(tries = 300)
    void a_correct_target_gives_silence(
            @ForAll long seed,
            @ForAll WriteModel model,
            @ForAll @IntRange(min = 1, max = 40) int keys,
            @ForAll @IntRange(min = 0, max = 150) int records) {
        Run run = new World(seed, model, keys, records).run();

        Judgement judgement = run.judge();

        assertThat(judgement.anomalies()).isEmpty();
        assertThat(judgement.observed().accounted())
                .isEqualTo(judgement.observed().acknowledged());
    }

    @Property(tries = 300)
    void exactly_the_removed_rows_are_lost(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int records)
            throws IOException {
        World world = new World(seed, WriteModel.APPEND, 7, records);
        Run run = world.run();
        Set<String> removed = new TreeSet<>();
        run.rows.removeIf(row -> world.random.nextInt(5) == 0 && removed.add(name(run, row)));
        removed.removeIf(name -> name.contains("not known"));

        assertThat(lines(run.judge(), true)).containsExactlyInAnyOrderElementsOf(removed);
        assertThat(run.judge().observed().lost()).isEqualTo(removed.size());
    }

    @Property(tries = 300)
    void exactly_the_copied_rows_are_duplicated(
            @ForAll long seed, @ForAll WriteModel model, @ForAll @IntRange(min = 1, max = 150) int records)
            throws IOException {
        World world = new World(seed, model, 7, records);
        Run run = Run.with(world.workload, Ledger.contiguous(Run.TOPIC, PARTITIONS, records));
        Set<String> copied = new TreeSet<>();
        List<TargetRow> copies = new ArrayList<>();
        for (TargetRow row : run.rows) {
            for (int i = world.random.nextInt(4); i > 1; i--) {
                copies.add(row);
                copied.add(name(run, row));
            }
        }
        run.rows.addAll(copies);
        Collections.shuffle(run.rows, world.random);

        assertThat(lines(run.judge(), false)).containsExactlyInAnyOrderElementsOf(copied);
        assertThat(run.judge().observed().surplus()).isEqualTo(copies.size());
        assertThat(run.anomalies()).isSubsetOf(AnomalyKind.DUPLICATED);
    }

    @Property(tries = 200)
    void copies_where_the_producer_missed_acknowledgements_prove_nothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int records) {
        World world = new World(seed, WriteModel.APPEND, 7, records);
        Run run = world.run();
        run.rows.addAll(List.copyOf(run.rows));

        Judgement judgement = run.judge();

        judgement.anomalies().stream()
                .flatMap(anomaly -> anomaly.offsets().stream())
                .forEach(offsets -> assertThat(world.ledger.unknown(offsets.partition()) == 0
                                || world.ledger.unexplainedOffsets(offsets.partition()) == 0)
                        .isTrue());
    }

    @Property(tries = 300)
    void exactly_the_spoilt_rows_are_corrupted(
            @ForAll long seed, @ForAll WriteModel model, @ForAll @IntRange(min = 1, max = 150) int records) {
        World world = new World(seed, model, 7, records);
        Run run = world.run();
        Set<String> spoilt = new HashSet<>();
        List<String> columns = Workload.columns().stream()
                .filter(column -> !column.startsWith("src_"))
                .toList();
        run.rows.replaceAll(row -> {
            if (world.random.nextInt(4) > 0) {
                return row;
            }
            spoilt.add(RecordIdentity.of(row).toString());
            return Run.with(row, columns.get(world.random.nextInt(columns.size())), "spoilt");
        });

        assertThat(run.judge().observed().corrupted()).isEqualTo(spoilt.size());
        assertThat(run.anomalies()).isEqualTo(spoilt.isEmpty() ? List.of() : List.of(AnomalyKind.CORRUPTED));
    }

    /** The target may hold any old version of a key, or none: what is wrong is decided by looking at the log's end alone. */
    @Property(tries = 500)
    void aged_and_removed_keys_are_told_apart(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int keys,
            @ForAll @IntRange(min = 1, max = 150) int records)
            throws IOException {
        World world = new World(seed, WriteModel.UPSERT_DELETE, keys, records);
        Run run = world.run();
        run.rows = new ArrayList<>();
        Set<String> lost = new TreeSet<>();
        Map<AnomalyKind, Long> wrong = new HashMap<>();

        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int key = 0; key < keys; key++) {
                List<Long> versions = versionsInLog(world, partition, key);
                long shown = versions.isEmpty() ? -1 : versions.get(world.random.nextInt(versions.size()));
                if (shown >= 0 && !world.workload.tombstone(partition, shown) && world.random.nextInt(3) > 0) {
                    run.rows.add(run.row(partition, shown));
                } else {
                    shown = -1;
                }
                AnomalyKind expected = bruteForce(world, partition, key, shown);
                if (expected != null) {
                    wrong.merge(expected, 1L, Long::sum);
                }
                if (expected == AnomalyKind.LOST) {
                    lost.add(lastAcked(run, world, partition, key));
                }
            }
        }

        Judgement judgement = run.judge();
        Map<AnomalyKind, Long> found = new HashMap<>();
        judgement.anomalies().forEach(anomaly -> found.put(anomaly.kind(), anomaly.count()));
        assertThat(found).isEqualTo(wrong);
        assertThat(lines(judgement, true)).containsExactlyInAnyOrderElementsOf(lost);
    }

    private static List<Long> versionsInLog(World world, int partition, int key) {
        return world.log.get(partition).stream()
                .filter(ordinal -> world.workload.keyOf(partition, ordinal) == key)
                .toList();
    }

    private static String lastAcked(Run run, World world, int partition, int key) {
        long last = -1;
        for (long ordinal = 0; ordinal < world.ledger.count(partition); ordinal++) {
            if (world.workload.keyOf(partition, ordinal) == key && world.ledger.acked(partition, ordinal)) {
                last = ordinal;
            }
        }
        return Run.TOPIC + "-" + partition + "@" + run.ledger.offsetOf(partition, last);
    }

    /** Plays every log that the producer may have left behind; the target is wrong when none of them explains it. */
    private static AnomalyKind bruteForce(World world, int partition, int key, long shown) {
        List<Long> possibleEnds = new ArrayList<>();
        long lastAcked = -1;
        for (long ordinal = 0; ordinal < world.ledger.count(partition); ordinal++) {
            if (world.workload.keyOf(partition, ordinal) != key) {
                continue;
            }
            ProduceOutcome outcome = world.ledger.outcome(partition, ordinal);
            if (outcome == ProduceOutcome.ACKED) {
                possibleEnds.clear();
                lastAcked = ordinal;
            }
            if (outcome != ProduceOutcome.REJECTED) {
                possibleEnds.add(ordinal);
            }
        }
        int current = partition;
        boolean explained = lastAcked < 0
                || possibleEnds.stream()
                        .anyMatch(end -> world.workload.tombstone(current, end) ? shown < 0 : shown == end);
        if (explained) {
            return null;
        }
        if (shown < 0) {
            return AnomalyKind.LOST;
        }
        return world.workload.tombstone(partition, lastAcked) ? AnomalyKind.RESURRECTED : AnomalyKind.STALE;
    }

    /** Where the subject is stuck, what lies above the committed offset is not lost, and what lies below is. */
    @Property(tries = 300)
    void a_stuck_subject_has_lost_only_what_was_committed_past(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int records, @ForAll @IntRange(max = 100) int any)
            throws IOException {
        int delivered = any % (records + 1);
        Run run = Run.of(seed, WriteModel.APPEND, 1, records, 5);
        run.rows.removeIf(row -> (Long) row.fields().get("src_ordinal") >= delivered);
        Random random = new Random(seed);
        Set<String> removed = new TreeSet<>();
        run.rows.removeIf(row -> random.nextInt(6) == 0 && removed.add(name(run, row)));
        run.commits.clear();
        run.commit(1, 0, delivered);
        run.recovery = new dev.sinkproof.model.RecoveryFacts(
                Run.START_MICROS,
                0,
                true,
                30_000,
                Map.of("topic-0", (long) records - delivered),
                Map.of("0", "broken"));

        Judgement judgement = run.judge();

        assertThat(lines(judgement, true)).containsExactlyInAnyOrderElementsOf(removed);
        assertThat(judgement.anomalies()).anyMatch(anomaly -> anomaly.kind() == AnomalyKind.STUCK);
        assertThat(judgement.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Above the committed offset each key may have come as far as it will. */
    @Property(tries = 300)
    void of_a_stuck_keyed_subject_nothing_is_said_about_what_it_did_not_commit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int keys,
            @ForAll @IntRange(min = 1, max = 150) int records,
            @ForAll @IntRange(max = 150) int any) {
        int committed = any % (records + 1);
        Run run = Run.of(seed, WriteModel.UPSERT_DELETE, 1, records, keys);
        Random random = new Random(seed);
        run.rows.clear();
        for (int key = 0; key < keys; key++) {
            int upTo = committed + random.nextInt(records - committed + 1);
            long last = run.workload.lastOrdinalOfKey(0, key, upTo);
            if (last >= 0 && !run.workload.tombstone(0, last)) {
                run.rows.add(run.row(0, last));
            }
        }
        run.commits.clear();
        run.commit(1, 0, committed);
        run.recovery = new dev.sinkproof.model.RecoveryFacts(
                Run.START_MICROS,
                0,
                true,
                30_000,
                Map.of("topic-0", (long) records - committed),
                Map.of("0", "broken"));

        long undelivered = IntStream.range(0, keys)
                .mapToLong(key -> run.workload.lastOrdinalOfKey(0, key, records))
                .filter(last -> last >= committed && !isInEffect(run, last))
                .count();
        assertThat(run.anomalies()).containsExactly(AnomalyKind.STUCK);
        assertThat(run.judge().observed().accounted()).isEqualTo(records - undelivered);
    }

    private static boolean isInEffect(Run run, long last) {
        int key = run.workload.keyOf(0, last);
        Predicate<TargetRow> ofKey = row ->
                run.workload.keyOf(0, RecordIdentity.of(row).orElseThrow().ordinal()) == key;
        return run.workload.tombstone(0, last)
                ? run.rows.stream().noneMatch(ofKey)
                : run.rows.stream().anyMatch(row -> Run.of(row, 0, last));
    }

    /** The same for seeds that stay the same: whoever breaks what they show hears of it at once, and each time. */
    @ParameterizedTest
    @EnumSource(WriteModel.class)
    void all_that_holds_for_some_seeds_that_stay_the_same(WriteModel model) throws IOException {
        for (int seed = 1; seed <= 12; seed++) {
            int records = 12 * seed;
            int keys = 3 * seed;
            a_correct_target_gives_silence(seed, model, keys, records);
            exactly_the_copied_rows_are_duplicated(seed, model, records);
            exactly_the_spoilt_rows_are_corrupted(seed, model, records);
            exactly_the_removed_rows_are_lost(seed, records);
            copies_where_the_producer_missed_acknowledgements_prove_nothing(seed, records);
            aged_and_removed_keys_are_told_apart(seed, keys, records);
            a_stuck_subject_has_lost_only_what_was_committed_past(seed, records, 5 * seed);
            of_a_stuck_keyed_subject_nothing_is_said_about_what_it_did_not_commit(seed, keys, records, 5 * seed - 5);
        }
    }

    private static String name(Run run, TargetRow row) {
        RecordIdentity identity = RecordIdentity.of(row).orElseThrow();
        long offset = run.ledger.offsetOf(identity.partition(), identity.ordinal());
        return offset == Ledger.NONE ? "not known" : Run.TOPIC + "-" + identity.partition() + "@" + offset;
    }

    private static List<String> lines(Judgement judgement, boolean lost) throws IOException {
        StringBuilder text = new StringBuilder();
        if (lost) {
            judgement.writeLost(text);
        } else {
            judgement.writeDuplicated(text);
        }
        return text.toString().lines().toList();
    }
}

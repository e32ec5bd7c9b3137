package dev.sinkproof.check;

import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.Evidence;
import dev.sinkproof.evidence.EvidenceStream;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A made-up run: it starts as a faultless one whose target holds exactly what it should, and a test then spoils its evidence.
 */
final class Run {
    static final String TOPIC = "topic";
    static final String TABLE = "orders";
    /** 2023-11-14T22:13:20Z. */
    static final long START_MICROS = 1_700_000_000_000_000L;

    static final FaultSpec KILL = new FaultSpec(
            "kill-1",
            "worker.kill",
            new TriggerSpec(FaultPoint.TARGET_ACK, 3, Map.of()),
            Map.of("recovery", "restart"));

    final Workload workload;
    Ledger ledger;
    Guarantee guarantee = Guarantee.EFFECTIVELY_ONCE;
    PoisonPolicy poisonPolicy = PoisonPolicy.FAIL;
    OperatorPolicy operator = OperatorPolicy.UNSTATED;
    ReplayPolicy replay = ReplayPolicy.UNSTATED;
    OrderClaim order = OrderClaim.NONE;
    ObjectClaim objectClaim = ObjectClaim.NONE;
    String queue = "";
    List<DeadLetter> deadLetters;
    Map<String, String> settings = Map.of();
    private ScenarioSetup setup = ScenarioSetup.NONE;
    /** Null when they were not collected. */
    WorkerLogs logs;

    List<TargetRow> rows;
    List<TargetChange> changes;
    /** Null for a target that is no object store. */
    List<TargetObject> objects;

    List<OffsetCommit> commits = new ArrayList<>();
    List<TimelineEvent> events = new ArrayList<>();
    List<FaultSpec> planned = List.of();
    List<FaultOutcome> faults = new ArrayList<>();
    RecoveryFacts recovery =
            new RecoveryFacts(START_MICROS, START_MICROS + 1_000_000, true, 60_000, Map.of(), Map.of());

    private Run(Workload workload, Ledger ledger) {
        this.workload = workload;
        this.ledger = ledger;
        this.rows = correctRows(workload, ledger);
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            commits.add(new OffsetCommit(
                    TOPIC, partition, ledger.endOffset(partition), START_MICROS / 1000 + 900, 100 + partition));
        }
    }

    static Run of(WriteModel model, int partitions, int recordsPerPartition, int keys) {
        return of(1, model, partitions, recordsPerPartition, keys);
    }

    static Run of(long seed, WriteModel model, int partitions, int recordsPerPartition, int keys) {
        int tombstonePercent = model == WriteModel.UPSERT_DELETE ? 25 : 0;
        WorkloadSpec spec = new WorkloadSpec(seed, partitions, recordsPerPartition, keys, tombstonePercent, 0);
        return with(new Workload(spec, TOPIC, model), Ledger.contiguous(TOPIC, partitions, recordsPerPartition));
    }

    /** The same with some records that are not like the others. */
    static Run irregular(WriteModel model, int recordsPerPartition, int keys, Irregularity... irregularities) {
        WorkloadSpec spec = new WorkloadSpec(1, 2, recordsPerPartition, keys, 0, 0, List.of(irregularities));
        return with(new Workload(spec, TOPIC, model), Ledger.contiguous(TOPIC, 2, recordsPerPartition));
    }

    /** The topic was deleted after so many records of its only partition, 500 ms after the start, and created again; all was committed. */
    static Run recreated(WriteModel model, int before, int records, int keys) {
        WorkloadSpec spec = new WorkloadSpec(1, 1, records, keys, 0, 0, List.of(), null, before, 1);
        LedgerRecorder recorder = new LedgerRecorder(TOPIC, 1);
        for (long ordinal = 0; ordinal < records; ordinal++) {
            if (ordinal == before) {
                recorder.logEnd(0, before);
                recorder.recreated();
            }
            recorder.attempt(0, ordinal);
            recorder.acked(0, ordinal, ordinal < before ? ordinal : ordinal - before);
        }
        Run run = with(new Workload(spec, TOPIC, model), recorder.toLedger());
        run.commits.clear();
        run.commits.add(new OffsetCommit(TOPIC, 0, before, START_MICROS / 1000 + 400, 1));
        run.commits.add(new OffsetCommit(TOPIC, 0, records - before, START_MICROS / 1000 + 900, 2, 1));
        return run.fact(500_000, "connect", EventNames.TOPIC_RECREATED, Map.of("fault", "recreate"));
    }

    /** The target is judged as the faults left it. */
    Run asLeft() {
        setup = new ScenarioSetup(Map.of(), null, 0, null, "", true);
        return this;
    }

    /** The faults last while it catches up. */
    Run underFaults() {
        setup = new ScenarioSetup(Map.of(), null, 0, null, "", false, 0, 1, true);
        return this;
    }

    Run parked(int partition, long offset) {
        return parked(partition, offset, "VALUE_CONVERTER");
    }

    Run parked(int partition, long offset, String stage) {
        deadLetters = deadLetters == null ? new ArrayList<>() : deadLetters;
        deadLetters.add(
                new DeadLetter(TOPIC, partition, offset, stage, "cannot be read", "example.UnreadableException"));
        return this;
    }

    static Run with(Workload workload, Ledger ledger) {
        return new Run(workload, ledger);
    }

    /** What a faithful target holds in the end when every acknowledged record took effect and no other did. */
    static List<TargetRow> correctRows(Workload workload, Ledger ledger) {
        List<TargetRow> rows = new ArrayList<>();
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            Map<Object, TargetRow> state = new LinkedHashMap<>();
            for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
                if (ledger.acked(partition, ordinal) && workload.hasRow(partition, ordinal)) {
                    apply(workload, partition, ordinal, state);
                }
            }
            rows.addAll(state.values());
        }
        return rows;
    }

    static void apply(Workload workload, int partition, long ordinal, Map<Object, TargetRow> state) {
        Object place = workload.model().keyed() ? (Object) workload.keyOf(partition, ordinal) : ordinal;
        state.remove(place);
        if (!workload.tombstone(partition, ordinal)) {
            state.put(place, row(workload, partition, ordinal));
        }
    }

    static TargetRow row(Workload workload, int partition, long ordinal) {
        return new TargetRow(TABLE, workload.record(partition, ordinal).fields());
    }

    TargetRow row(int partition, long ordinal) {
        return row(workload, partition, ordinal);
    }

    static boolean of(TargetRow row, int partition, long ordinal) {
        return row.fields().get("src_partition").equals((long) partition)
                && row.fields().get("src_ordinal").equals(ordinal);
    }

    static TargetRow with(TargetRow row, String column, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>(row.fields());
        fields.put(column, value);
        return new TargetRow(row.container(), fields);
    }

    static TargetRow without(TargetRow row, String column) {
        Map<String, Object> fields = new LinkedHashMap<>(row.fields());
        fields.remove(column);
        return new TargetRow(row.container(), fields);
    }

    Run remove(int partition, long ordinal) {
        rows.removeIf(row -> of(row, partition, ordinal));
        return this;
    }

    Run replace(Predicate<TargetRow> which, java.util.function.UnaryOperator<TargetRow> by) {
        rows.replaceAll(row -> which.test(row) ? by.apply(row) : row);
        return this;
    }

    Run insert(long micros, String transaction, int partition, long ordinal) {
        if (changes == null) {
            changes = new ArrayList<>();
        }
        changes.add(new TargetChange(
                START_MICROS + micros, transaction, TargetChange.Operation.INSERT, row(partition, ordinal)));
        return this;
    }

    Run change(long micros, TargetChange.Operation operation, Map<String, Object> fields) {
        if (changes == null) {
            changes = new ArrayList<>();
        }
        changes.add(new TargetChange(START_MICROS + micros, "9", operation, new TargetRow(TABLE, fields)));
        return this;
    }

    Run commit(long millis, int partition, long next) {
        commits.add(new OffsetCommit(TOPIC, partition, next, START_MICROS / 1000 + millis, commits.size()));
        return this;
    }

    Run event(long micros, String source, String name, String task, OffsetSpan... spans) {
        events.add(new TimelineEvent(
                events.size() + 1, START_MICROS + micros, source, name, task, List.of(spans), Map.of()));
        return this;
    }

    Run fact(long micros, String source, String name, Map<String, String> attributes) {
        events.add(
                new TimelineEvent(events.size() + 1, START_MICROS + micros, source, name, null, List.of(), attributes));
        return this;
    }

    static OffsetSpan span(int partition, long first, long last) {
        return new OffsetSpan(TOPIC, partition, first, last, last - first + 1);
    }

    Evidence evidence() {
        Contract contract = new Contract(
                guarantee, workload.model(), 30_000, false, poisonPolicy, order, operator, replay, null, objectClaim);
        SubjectSpec subject = new SubjectSpec(
                "subject",
                "example.Sink",
                queue.isEmpty() ? settings : Map.of("errors.deadletterqueue.topic.name", queue),
                List.of(),
                "postgresql",
                Map.of(),
                contract);
        ScenarioSpec scenario = new ScenarioSpec("crash", "", "Crash", "because", 1, 1, planned, null, setup, null);
        Plan plan =
                new Plan(Plan.SCHEMA_VERSION, "run-1", scenario, subject, workload.spec(), "embedded", TOPIC, Map.of());
        return new MadeUp(plan, this);
    }

    Judgement judge() {
        return new Judge().judge(evidence());
    }

    CheckResult check(String id) {
        return judge().checks().stream()
                .filter(check -> check.checker().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<AnomalyKind> anomalies() {
        return judge().anomalies().stream().map(Anomaly::kind).toList();
    }

    private record MadeUp(Plan plan, Run run) implements Evidence {
        @Override
        public Ledger ledger() {
            return run.ledger;
        }

        @Override
        public Optional<EvidenceStream<TargetRow>> snapshot() {
            return Optional.ofNullable(run.rows).map(rows -> rows::forEach);
        }

        @Override
        public Optional<List<TargetObject>> objects() {
            return Optional.ofNullable(run.objects);
        }

        @Override
        public Optional<EvidenceStream<TargetChange>> history() {
            return Optional.ofNullable(run.changes).map(changes -> changes::forEach);
        }

        @Override
        public Optional<List<OffsetCommit>> commits() {
            return Optional.ofNullable(run.commits);
        }

        @Override
        public Optional<List<DeadLetter>> deadLetters() {
            return Optional.ofNullable(run.deadLetters);
        }

        @Override
        public Optional<WorkerLogs> logs() {
            return Optional.ofNullable(run.logs);
        }

        @Override
        public EvidenceStream<TimelineEvent> timeline() {
            return run.events::forEach;
        }

        @Override
        public List<FaultOutcome> faults() {
            return run.faults;
        }

        @Override
        public Optional<RecoveryFacts> recovery() {
            return Optional.ofNullable(run.recovery);
        }
    }
}

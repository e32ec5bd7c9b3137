package dev.sinkproof.reports;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.CheckResult;
import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.Differential;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.GuaranteeOutcome.Status;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.Observed;
import dev.sinkproof.model.OffsetRange;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.PartitionOffsets;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.Series;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Results as real suites leave them. */
public final class SampleResults {
    private static final String TARGET_WRITE = "crash-after-target-write";
    private static final Observed ALL_ONCE = new Observed(20_000, 20_000, 0, 0, 0, 0, 0, 0, 20_000);

    private SampleResults() {}

    /** A sink that holds what it claims. */
    public static Results pass() {
        SubjectSpec subject = subject("reference-jdbc-exactly-once", Guarantee.EFFECTIVELY_ONCE, false);
        List<CaseResult> cases = new ArrayList<>();
        cases.add(passed(subject, baseline()));
        cases.add(passed(subject, crash("crash-before-target-write", "1st-write", 1, FaultPoint.TARGET_REQUEST)));
        cases.add(passed(subject, crash(TARGET_WRITE, "1st-write-restart", 1, FaultPoint.TARGET_ACK)));
        cases.add(passed(subject, crash(TARGET_WRITE, "3rd-write-restart", 3, FaultPoint.TARGET_ACK)));
        cases.add(passed(subject, crash(TARGET_WRITE, "3rd-write-takeover", 3, FaultPoint.TARGET_ACK)));
        cases.add(passed(subject, crash("crash-after-offset-commit", "2nd-commit", 2, FaultPoint.OFFSET_COMMIT_ACK)));
        return results(
                subject,
                Outcome.PASS,
                "reference-jdbc-exactly-once → PostgreSQL held effectively-once in 6 of 6 cases",
                List.of(
                        new GuaranteeOutcome(Guarantee.AT_MOST_ONCE, true, Status.NOT_REFUTED, "held in 6 cases"),
                        new GuaranteeOutcome(Guarantee.AT_LEAST_ONCE, true, Status.NOT_REFUTED, "held in 6 cases"),
                        new GuaranteeOutcome(Guarantee.EFFECTIVELY_ONCE, true, Status.NOT_REFUTED, "held in 6 cases")),
                cases,
                true,
                List.of());
    }

    /** A sink that claims effectively-once and both loses and duplicates. */
    public static Results fail() {
        SubjectSpec subject = subject("debezium-jdbc-insert", Guarantee.EFFECTIVELY_ONCE, false);
        List<CaseResult> cases = List.of(
                passed(subject, baseline()),
                passed(subject, crash("crash-before-target-write", "1st-write", 1, FaultPoint.TARGET_REQUEST)),
                duplicated(subject),
                lost(subject),
                partial(subject),
                notFired(subject),
                notApplicable(subject));
        String decided = TARGET_WRITE + "/3rd-write-restart: DUPLICATED-1";
        return results(
                subject,
                Outcome.FAIL,
                "FAIL: debezium-jdbc-insert → PostgreSQL is not effectively-once under crash-after-target-write",
                List.of(
                        new GuaranteeOutcome(Guarantee.NONE, true, Status.NOT_REFUTED, "nothing can refute it"),
                        new GuaranteeOutcome(Guarantee.AT_MOST_ONCE, true, Status.REFUTED, decided),
                        new GuaranteeOutcome(
                                Guarantee.AT_LEAST_ONCE, true, Status.REFUTED, TARGET_WRITE + "/flush-ahead: LOST-1"),
                        new GuaranteeOutcome(Guarantee.EFFECTIVELY_ONCE, true, Status.REFUTED, decided)),
                cases,
                true,
                List.of("crash-after-target-write/zombie: needs the capability worker.pause, which embedded lacks"));
    }

    /** As {@link #fail}, with quantities over time in every case that has events. */
    public static Results measured() {
        Results fail = fail();
        return fail.withCases(fail.cases().stream().map(SampleResults::measured).toList());
    }

    private static CaseResult measured(CaseResult all) {
        if (all.timeline().isEmpty()) {
            return all;
        }
        long from = all.timeline().get(0).epochMicros();
        List<Long> micros = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        List<Long> behind = new ArrayList<>();
        List<Long> lag = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            micros.add(from + i * 60_000L);
            values.add(i * 50L);
            behind.add(i / 10 * 500L);
            lag.add(i * 50L - i / 10 * 500L);
        }
        List<Series> series = new ArrayList<>();
        for (int partition = 0; partition < all.plan().workload().partitions(); partition++) {
            series.add(new Series(Series.DURABLE, "p" + partition, micros, values));
            series.add(new Series(Series.COMMITTED, "p" + partition, micros, behind));
        }
        series.add(new Series(Series.LAG, "", micros, lag));
        series.add(new Series(Series.TARGET_LATENCY, "", micros, lag));
        series.add(new Series(Series.PRODUCED, "", micros, values));
        series.add(new Series(Series.PRODUCER_LATENCY, "", micros, lag));
        series.add(new Series(Series.WRITE_ERRORS, "", micros, behind));
        series.add(new Series(Series.ACCESS_DENIALS, "", micros, Collections.nCopies(100, 0L)));
        series.add(new Series(Series.WORKER_LAG, "", micros, behind));
        series.add(new Series(Series.FAILED_RECORDS, "", micros, Collections.nCopies(100, 3L)));
        series.add(new Series(Series.PUT_LATENCY, "", micros, lag));
        series.add(new Series(Series.COMMIT_LATENCY, "", micros, lag));
        return new CaseResult(
                all.plan(),
                all.outcome(),
                all.sentence(),
                all.observed(),
                all.guarantees(),
                all.checks(),
                all.faults(),
                all.recovery(),
                all.timeline(),
                all.timelineTotal(),
                all.startedAtMicros(),
                all.durationMillis(),
                all.runDirectory(),
                all.reproduce(),
                Map.of(
                        "task.put.enter",
                        40L,
                        "records.redelivered",
                        500L,
                        "target.requests.write",
                        80L,
                        "target.rows",
                        20_500L,
                        "target.bytes",
                        3_145_728L),
                series,
                null,
                all.outcome() == Outcome.FAIL
                        ? new Differential(
                                "jdbc-idempotent",
                                "jdbc-idempotent/same/1",
                                Outcome.PASS,
                                List.of(),
                                "The reference sink jdbc-idempotent went through the same plan and showed no LOST: that is the connector's")
                        : null);
    }

    /** As {@link #measured}, as if the target were an object store: it has objects, and uploads that nobody finished. */
    public static Results stored() {
        Results measured = measured();
        return measured.withCases(
                measured.cases().stream().map(SampleResults::stored).toList());
    }

    private static CaseResult stored(CaseResult all) {
        if (all.timeline().isEmpty()) {
            return all;
        }
        List<Long> micros = all.series(Series.LAG, "").orElseThrow().micros();
        List<Series> series = new ArrayList<>(all.series());
        series.add(new Series(
                Series.OBJECTS,
                "",
                micros,
                LongStream.range(0, micros.size()).boxed().toList()));
        series.add(new Series(Series.UPLOADS, "", micros, Collections.nCopies(micros.size(), 2L)));
        ObjectFacts objects = new ObjectFacts(
                99,
                1_048_576,
                10_240,
                20_000,
                2,
                Map.of("UploadPart", 120L, "CompleteMultipartUpload", 99L),
                1_572_864,
                new ObjectFacts.Freshness(20_000, 420_000, 2_900_000, 3_100_000));
        return new CaseResult(
                all.plan(),
                all.outcome(),
                all.sentence(),
                all.observed(),
                all.guarantees(),
                all.checks(),
                all.faults(),
                all.recovery(),
                all.timeline(),
                all.timelineTotal(),
                all.startedAtMicros(),
                all.durationMillis(),
                all.runDirectory(),
                all.reproduce(),
                all.counts(),
                series,
                objects,
                all.differential());
    }

    /** A sink without a stated contract, on which the faults did not fire. */
    public static Results inconclusive() {
        SubjectSpec subject = subject("acme-orders-sink", Guarantee.AT_LEAST_ONCE, true);
        return results(
                subject,
                Outcome.INCONCLUSIVE,
                "Nothing can be said about acme-orders-sink → PostgreSQL: the fault of crash-after-target-write did not fire",
                List.of(
                        new GuaranteeOutcome(Guarantee.AT_MOST_ONCE, false, Status.UNDECIDED, "no case decides it"),
                        new GuaranteeOutcome(Guarantee.AT_LEAST_ONCE, true, Status.UNDECIDED, "no case decides it"),
                        new GuaranteeOutcome(
                                Guarantee.EFFECTIVELY_ONCE, false, Status.UNDECIDED, "no case decides it")),
                List.of(passed(subject, baseline()), notFired(subject)),
                true,
                List.of());
    }

    /** A suite that was interrupted in its second case. */
    public static Results incomplete() {
        SubjectSpec subject = subject("reference-jdbc-idempotent", Guarantee.EFFECTIVELY_ONCE, false);
        return results(
                subject,
                Outcome.INCONCLUSIVE,
                "The run was interrupted after 1 of 6 cases",
                List.of(new GuaranteeOutcome(
                        Guarantee.EFFECTIVELY_ONCE, true, Status.UNDECIDED, "the suite was interrupted")),
                List.of(passed(subject, baseline()), cutOff(subject)),
                false,
                List.of("4 cases: the run was interrupted"));
    }

    /** A suite without any case. */
    public static Results empty() {
        return results(
                subject("acme-orders-sink", Guarantee.AT_LEAST_ONCE, true),
                Outcome.INCONCLUSIVE,
                "No scenario matches 'crash-*-typo'",
                List.of(),
                List.of(),
                true,
                List.of("all scenarios: none matches"));
    }

    /** The failing suite with {@code value} in every place that someone outside can write to. */
    public static Results hostile(String value) {
        SubjectSpec subject = new SubjectSpec(
                value,
                value,
                Map.of("k" + value, value),
                List.of(value),
                value,
                Map.of("table", value),
                new Contract(Guarantee.EFFECTIVELY_ONCE, WriteModel.APPEND, 30_000, false));
        ScenarioSpec scenario = new ScenarioSpec(
                "crash" + value,
                value,
                value,
                value,
                1,
                1,
                List.of(new FaultSpec(
                        value,
                        value,
                        new TriggerSpec(FaultPoint.TARGET_ACK, 1, Map.of("c", value)),
                        Map.of("s", value))));
        Plan plan = new Plan(
                1, value, scenario, subject, new WorkloadSpec(1, 2, 10, 5, 0, 0), value, value, Map.of("t", value));
        TimelineEvent event = new TimelineEvent(
                1,
                EventSketch.START,
                "worker" + value,
                "name" + value,
                "task" + value,
                List.of(new OffsetSpan(value, 0, 1, 2, 2)),
                Map.of("a", value));
        Anomaly anomaly = new Anomaly(
                "LOST-1" + value,
                AnomalyKind.LOST,
                value,
                1,
                List.of(new PartitionOffsets(value, 0, List.of(new OffsetRange(1, 1)))),
                true,
                value,
                List.of(value, "12:00:00.123 " + value),
                List.of(1L, 2L),
                Culprit.SUBJECT,
                value);
        CheckResult check =
                new CheckResult(value, Outcome.FAIL, value, List.of(anomaly), Map.of("m", 1L), value, List.of(value));
        CaseResult result = new CaseResult(
                plan,
                Outcome.FAIL,
                value,
                ALL_ONCE,
                List.of(),
                List.of(check),
                List.of(new FaultOutcome(
                        scenario.faults().get(0), FaultOutcome.Status.FIRED, value, EventSketch.START, 0, 1)),
                new RecoveryFacts(1, 0, false, 1, Map.of(value, 3L), Map.of(value, value)),
                List.of(event),
                2,
                EventSketch.START,
                10,
                value,
                value);
        return new Results(
                Results.SCHEMA_VERSION,
                value,
                EventSketch.START,
                true,
                subject,
                value,
                0,
                Map.of("os", value),
                1,
                Outcome.FAIL,
                value,
                List.of(new GuaranteeOutcome(Guarantee.AT_LEAST_ONCE, true, Status.REFUTED, value)),
                List.of(result),
                List.of(value),
                value,
                1);
    }

    /** The failing case of {@link #fail()} over and over, as a very large suite would have it. */
    public static Results large(int cases) {
        Results fail = fail();
        SubjectSpec subject = fail.subject();
        List<CaseResult> many = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            many.add(
                    i % 3 == 0
                            ? duplicated(subject)
                            : passed(subject, crash(TARGET_WRITE, "n" + i, 3, FaultPoint.TARGET_ACK)));
        }
        return results(subject, Outcome.FAIL, fail.headline(), fail.guarantees(), many, true, List.of());
    }

    /** {@link #fail()} with so many events in the first case that has an anomaly: its own ones over and over. */
    public static Results manyEvents(int events) {
        Results fail = fail();
        List<CaseResult> cases = new ArrayList<>(fail.cases());
        int at = 0;
        while (cases.get(at).anomalies().isEmpty() || cases.get(at).timeline().isEmpty()) {
            at++;
        }
        List<TimelineEvent> once = cases.get(at).timeline();
        long from = once.get(0).epochMicros();
        long micros = once.get(once.size() - 1).epochMicros() - from;
        List<TimelineEvent> many = new ArrayList<>(once);
        for (int i = many.size(); i < events; i++) {
            TimelineEvent event = once.get(i % once.size());
            many.add(new TimelineEvent(
                    once.size() + 1_000L + i,
                    from + micros * i / events,
                    event.source(),
                    event.name(),
                    event.task(),
                    event.spans(),
                    event.attributes()));
        }
        cases.set(at, cases.get(at).withTimeline(many));
        return fail.withCases(cases);
    }

    // ---- parts

    private static Results results(
            SubjectSpec subject,
            Outcome outcome,
            String headline,
            List<GuaranteeOutcome> guarantees,
            List<CaseResult> cases,
            boolean complete,
            List<String> notRun) {
        Map<String, String> environment = Map.of(
                "kafka", "4.3.1",
                "java", "17.0.15 (Debian)",
                "target", "PostgreSQL 17.11",
                "os", "Linux 6.1 amd64",
                "cores", "2");
        return new Results(
                Results.SCHEMA_VERSION,
                "Sinkproof 0.1.0",
                EventSketch.START,
                complete,
                subject,
                "3.5.0.Final",
                1,
                environment,
                8_254_117_209_115L,
                outcome,
                headline,
                guarantees,
                cases,
                notRun,
                "./sinkproof run --subject examples/" + subject.name() + ".properties --seed 8254117209115",
                outcome == Outcome.FAIL ? 1 : outcome == Outcome.PASS ? 0 : 3);
    }

    private static SubjectSpec subject(String name, Guarantee claim, boolean inferred) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector",
                "connection.url", "${target.jdbc.url}",
                "connection.username", "${target.user}",
                "connection.password", "[redacted]",
                "insert.mode", "insert",
                "topics", "${source.topics}",
                "tasks.max", "2",
                "schema.evolution", "basic",
                "primary.key.mode", "none",
                "batch.size", "500"));
        return new SubjectSpec(
                name,
                "io.debezium.connector.jdbc.JdbcSinkConnector",
                config,
                List.of("io.debezium:debezium-connector-jdbc:3.5.0.Final"),
                "postgresql",
                Map.of("table", "${source.topic}"),
                new Contract(claim, WriteModel.APPEND, 30_000, inferred));
    }

    private static ScenarioSpec baseline() {
        return new ScenarioSpec(
                "baseline",
                "",
                "Nothing breaks",
                "What a sink gets wrong without any fault, it gets wrong with every fault; when this fails, the other"
                        + " cases say nothing.",
                1,
                2,
                List.of());
    }

    private static ScenarioSpec crash(String id, String variant, int nth, FaultPoint point) {
        Map<String, String> conditions = point == FaultPoint.TARGET_ACK ? Map.of("durable", "true") : Map.of();
        return new ScenarioSpec(
                id,
                variant,
                switch (point) {
                    case TARGET_ACK ->
                        "The worker dies after the target accepted a write, before the connector hears of it";
                    case TARGET_REQUEST -> "The worker dies before a write reaches the target";
                    default -> "The worker dies right after an offset commit";
                },
                "The target holds the records and Kafka does not know: after the restart they are delivered again. Only"
                        + " a sink that recognises them writes them once.",
                1,
                2,
                List.of(new FaultSpec(
                        "kill",
                        "worker.kill",
                        new TriggerSpec(point, nth, conditions),
                        Map.of("recovery", "restart"))));
    }

    private static Plan plan(SubjectSpec subject, ScenarioSpec scenario) {
        return new Plan(
                Plan.SCHEMA_VERSION,
                "7f3a",
                scenario,
                subject,
                new WorkloadSpec(8_254_117_209_115L, 4, 5_000, 500, 0, 2_000),
                "embedded",
                EventSketch.TOPIC,
                Map.of(
                        "worker.session.timeout.ms", "2000",
                        "worker.offset.flush.interval.ms", "1000",
                        "worker.scheduled.rebalance.max.delay.ms", "0",
                        "consumer.session.timeout.ms", "2000",
                        "consumer.heartbeat.interval.ms", "300",
                        "broker.group.initial.rebalance.delay.ms", "0"));
    }

    private static CaseResult passed(SubjectSpec subject, ScenarioSpec scenario) {
        boolean calm = scenario.faults().isEmpty();
        List<TimelineEvent> events = calm ? EventSketch.calm() : EventSketch.crash();
        return result(
                subject,
                scenario,
                Outcome.PASS,
                "All 20,000 acknowledged records took effect exactly once.",
                ALL_ONCE,
                List.of(
                        check("completeness", Outcome.PASS, "Nothing is missing.", List.of()),
                        check("uniqueness", Outcome.PASS, "Nothing is there twice.", List.of()),
                        check("fidelity", Outcome.PASS, "All fields are equal.", List.of()),
                        check("commit-safety", Outcome.PASS, "No offset was committed early.", List.of()),
                        check("recovery", Outcome.PASS, "Lag was zero 2.9 s after healing.", List.of())),
                calm ? List.of() : fired(scenario, events),
                events);
    }

    private static CaseResult duplicated(SubjectSpec subject) {
        ScenarioSpec scenario = crash(TARGET_WRITE, "3rd-write-restart", 3, FaultPoint.TARGET_ACK);
        List<TimelineEvent> events = EventSketch.crash();
        TimelineEvent put = EventSketch.find(events, "task.put.enter", EventSketch.CRASH - 10_000);
        TimelineEvent ack = EventSketch.find(events, "target.ack", EventSketch.CRASH - 400);
        TimelineEvent kill = EventSketch.find(events, "worker.killed", EventSketch.CRASH);
        TimelineEvent again = EventSketch.find(events, "task.put.enter", EventSketch.CRASH + 1);
        TimelineEvent ackAgain = EventSketch.find(events, "target.ack", EventSketch.CRASH + 1);
        long first = put.spans().get(0).first();
        Anomaly anomaly = new Anomaly(
                "DUPLICATED-1",
                AnomalyKind.DUPLICATED,
                "uniqueness",
                50,
                List.of(
                        new PartitionOffsets(EventSketch.TOPIC, 0, List.of(new OffsetRange(first, first + 46))),
                        new PartitionOffsets(
                                EventSketch.TOPIC,
                                1,
                                List.of(new OffsetRange(4711, 4712), new OffsetRange(4720, 4720)))),
                false,
                "Record p0@" + first + " was acknowledged by PostgreSQL before the worker was killed, no offset commit"
                        + " covered it, and it was inserted again after the restart: it is in the table twice.",
                List.of(
                        "14:03:18.205112 worker-1 delivers p0: " + first + "–" + (first + 49) + " to orders-0",
                        "14:03:18.214502 PostgreSQL acknowledges the COMMIT that holds p0@" + first,
                        "14:03:18.214812 the fault fires: the acknowledgement is held back from the connector",
                        "14:03:18.219232 worker-1 is killed; the last committed offset of p0 is " + (first - 150),
                        "14:03:21.116812 worker-1 is ready again",
                        "14:03:21.304812 p0@" + first + " is delivered to orders-0 again",
                        "14:03:21.313912 PostgreSQL acknowledges it a second time: two rows hold p0@" + first),
                List.of(put.sequence(), ack.sequence(), kill.sequence(), again.sequence(), ackAgain.sequence()),
                Culprit.SUBJECT,
                "insert.mode=insert without a primary key cannot recognise a record that is already there. Use"
                        + " insert.mode=upsert with primary.key.mode=kafka, or write the offsets in the same transaction"
                        + " as the rows.");
        return result(
                subject,
                scenario,
                Outcome.FAIL,
                "50 records took effect twice, the first of them p0@" + first + ".",
                new Observed(20_000, 20_000, 0, 50, 50, 0, 0, 0, 20_050),
                List.of(
                        check("completeness", Outcome.PASS, "Nothing is missing.", List.of()),
                        check("uniqueness", Outcome.FAIL, "50 records are in the target twice.", List.of(anomaly)),
                        check("commit-safety", Outcome.PASS, "No offset was committed early.", List.of())),
                fired(scenario, events),
                events);
    }

    private static CaseResult lost(SubjectSpec subject) {
        ScenarioSpec scenario = crash(TARGET_WRITE, "flush-ahead", 2, FaultPoint.OFFSET_COMMIT_ACK);
        List<TimelineEvent> events = EventSketch.crash();
        TimelineEvent commit = EventSketch.find(events, "offset.committed", EventSketch.CRASH - 1_500_000);
        TimelineEvent kill = EventSketch.find(events, "worker.killed", EventSketch.CRASH);
        Anomaly premature = new Anomaly(
                "PREMATURE_COMMIT-1",
                AnomalyKind.PREMATURE_COMMIT,
                "commit-safety",
                1,
                List.of(new PartitionOffsets(EventSketch.TOPIC, 2, List.of(new OffsetRange(950, 999)))),
                false,
                "Offset 1000 of p2 was committed 812 ms before PostgreSQL acknowledged p2: 950–999.",
                List.of(),
                List.of(commit.sequence()),
                Culprit.SUBJECT,
                "");
        List<OffsetRange> ranges = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ranges.add(new OffsetRange(950 + 3L * i, 951 + 3L * i));
        }
        Anomaly lost = new Anomaly(
                "LOST-1",
                AnomalyKind.LOST,
                "completeness",
                1_250,
                List.of(new PartitionOffsets(EventSketch.TOPIC, 2, ranges)),
                true,
                "Record p2@950 was committed past, its write was never acknowledged, the worker was killed, and nobody"
                        + " read it again.",
                List.of(
                        "p2@950 is queued by put()",
                        "14:03:17.614000 the offset 1000 of p2 is committed",
                        "14:03:18.219232 worker-1 is killed with the queue unwritten",
                        "after the restart p2 is read from 1000 on: p2@950 is never read again"),
                List.of(commit.sequence(), kill.sequence(), 99_999L),
                Culprit.SUBJECT,
                "preCommit() must return offsets that the target has acknowledged, not those that put() was given.");
        return result(
                subject,
                scenario,
                Outcome.FAIL,
                "1,250 acknowledged records are not in the target, the first of them p2@950.",
                new Observed(20_000, 18_750, 1_250, 0, 0, 0, 0, 0, 18_750),
                List.of(
                        check("completeness", Outcome.FAIL, "1,250 records are missing.", List.of(lost)),
                        check("uniqueness", Outcome.PASS, "Nothing is there twice.", List.of()),
                        check("commit-safety", Outcome.PARTIAL, "1 commit came too early.", List.of(premature))),
                fired(scenario, events),
                events);
    }

    private static CaseResult partial(SubjectSpec subject) {
        ScenarioSpec scenario = crash("crash-after-offset-commit", "2nd-commit", 2, FaultPoint.OFFSET_COMMIT_ACK);
        List<TimelineEvent> events = EventSketch.crash();
        Anomaly slow = new Anomaly(
                "SLOW-1",
                AnomalyKind.SLOW,
                "recovery",
                1,
                List.of(),
                false,
                "Lag was zero 41.2 s after healing; the objective is 30 s.",
                List.of(),
                List.of(),
                Culprit.UNDETERMINED,
                "");
        return result(
                subject,
                scenario,
                Outcome.PARTIAL,
                "All records took effect once, but recovery took 41.2 s against an objective of 30.0 s.",
                ALL_ONCE,
                List.of(check("recovery", Outcome.PARTIAL, "Recovery missed its objective.", List.of(slow))),
                fired(scenario, events),
                events);
    }

    private static CaseResult notFired(SubjectSpec subject) {
        ScenarioSpec scenario = crash(TARGET_WRITE, "900th-write", 900, FaultPoint.TARGET_ACK);
        return result(
                subject,
                scenario,
                Outcome.INCONCLUSIVE,
                "The fault did not fire: the target acknowledged 412 writes, and the trigger waits for the 900th.",
                ALL_ONCE,
                List.of(check(
                        "uniqueness", Outcome.INCONCLUSIVE, "Nothing was provoked, so nothing is proven.", List.of())),
                List.of(new FaultOutcome(
                        scenario.faults().get(0),
                        FaultOutcome.Status.NOT_FIRED,
                        "412 of 900 passings were seen; use more records, a smaller batch or an earlier passing",
                        0,
                        0,
                        0)),
                EventSketch.calm());
    }

    private static CaseResult notApplicable(SubjectSpec subject) {
        ScenarioSpec scenario = crash(TARGET_WRITE, "broker-restart", 1, FaultPoint.TARGET_ACK);
        return new CaseResult(
                plan(subject, scenario),
                Outcome.NOT_APPLICABLE,
                "No environment at hand can restart a broker: it takes the capability broker.restart.",
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                0,
                EventSketch.START,
                0,
                "",
                "./sinkproof run --scenario " + scenario.caseId());
    }

    private static CaseResult cutOff(SubjectSpec subject) {
        ScenarioSpec scenario = crash(TARGET_WRITE, "1st-write-restart", 1, FaultPoint.TARGET_ACK);
        return new CaseResult(
                plan(subject, scenario),
                Outcome.INCONCLUSIVE,
                "Interrupted in the phase safety, before the target was read.",
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                EventSketch.crash().subList(0, 120),
                120,
                EventSketch.START,
                4_100,
                subject.name() + "/x",
                "./sinkproof run --scenario " + scenario.caseId());
    }

    private static List<FaultOutcome> fired(ScenarioSpec scenario, List<TimelineEvent> events) {
        TimelineEvent fired = EventSketch.find(events, "fault.fired", 0);
        TimelineEvent healed = EventSketch.find(events, "fault.healed", 0);
        return List.of(new FaultOutcome(
                scenario.faults().get(0),
                FaultOutcome.Status.FIRED,
                "worker-1 (pid 41187) got SIGKILL and was gone after 4.4 ms; restarted with the same configuration",
                fired.epochMicros(),
                healed.epochMicros(),
                fired.sequence()));
    }

    private static CheckResult check(String id, Outcome outcome, String summary, List<Anomaly> anomalies) {
        return new CheckResult(
                id,
                outcome,
                summary,
                anomalies,
                Map.of("acknowledged", 20_000L, "rows", 20_050L),
                "every acknowledged record, compared one by one",
                id.equals("fidelity")
                        ? List.of("Columns that the subject adds by itself.")
                        : List.of("Records that Kafka did not acknowledge.", "The order of rows in the table."));
    }

    private static CaseResult result(
            SubjectSpec subject,
            ScenarioSpec scenario,
            Outcome outcome,
            String sentence,
            Observed observed,
            List<CheckResult> checks,
            List<FaultOutcome> faults,
            List<TimelineEvent> events) {
        long healed = faults.stream()
                .mapToLong(FaultOutcome::healedAtMicros)
                .filter(at -> at > 0)
                .max()
                .orElse(EventSketch.START + 8_400_000);
        long lagZero = EventSketch.find(events, "lag.zero", 0).epochMicros();
        return new CaseResult(
                plan(subject, scenario),
                outcome,
                sentence,
                observed,
                List.of(),
                checks,
                faults,
                new RecoveryFacts(healed, lagZero, true, 60_000, Map.of(), Map.of()),
                events,
                events.size() + 3_212L,
                EventSketch.START,
                14_600,
                subject.name() + "/" + scenario.caseId() + "/20260731T140312-8254117209115",
                "./sinkproof run --subject examples/" + subject.name() + ".properties --scenario " + scenario.caseId()
                        + " --seed 8254117209115");
    }
}

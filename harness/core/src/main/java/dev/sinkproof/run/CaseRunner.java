package dev.sinkproof.run;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.connect.ConnectRest;
import dev.sinkproof.evidence.Clock;
import dev.sinkproof.evidence.DeadLetter;
import dev.sinkproof.evidence.SchemaVersion;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.evidence.file.ChangesFile;
import dev.sinkproof.evidence.file.EvidenceWriter;
import dev.sinkproof.evidence.file.RowsFile;
import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.fault.RunNames;
import dev.sinkproof.kafka.DeadLetterQueue;
import dev.sinkproof.kafka.OffsetsTopic;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.Transactions;
import dev.sinkproof.subject.Placeholders;
import dev.sinkproof.subject.Redaction;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.workload.Production;
import dev.sinkproof.workload.RecordFormat;
import dev.sinkproof.workload.SourceTopics;
import dev.sinkproof.workload.TransactionPlan;
import dev.sinkproof.workload.TransactionalProduction;
import dev.sinkproof.workload.Workload;
import dev.sinkproof.workload.WorkloadProducer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Runs one plan and leaves its evidence in the run directory: setup → safety (faults) → heal → liveness → quiescence →
 * read-back → teardown; or, where the faults last, setup → safety → liveness → quiescence → heal → read-back → teardown; or, where the target is
 * judged as the faults left it, setup → safety → quiescence → read-back → heal → teardown. Each piece of evidence is written as soon as it is there, so that a killed run keeps what it had.
 */
final class CaseRunner {
    /** Faults that have not fired by then will not, unless they wait for a time that the plan names. */
    private static final Duration SAFETY = Duration.ofSeconds(60);
    /** Everything is committed and stands still for this long: no open trigger will be reached any more. */
    private static final Duration IDLE = Duration.ofSeconds(3);

    /** A lag that does not change for so long under a fault that lasts will not change until it is healed. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    /**
     * What has stood still for so long goes on within the same time only because of the record that has just come; longer than
     * connectors wait before they try again.
     */
    private static final Duration ONE_MORE = Duration.ofSeconds(10);

    private static final String ISOLATION_LEVEL = "consumer.override.isolation.level";
    private static final String READ_COMMITTED = "read_committed";
    private static final Duration PRODUCE = Duration.ofSeconds(120);
    private static final Duration LEAVE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofMillis(300);

    private final Environment environment;
    private final Plan plan;
    private final RunDirectory directory;
    private final Progress.OfCase progress;
    private final int workersNext;
    private final SourceTopics topics;
    private final WorkloadNumbers numbers;
    /** When the source topic was deleted and created again. */
    private final List<Long> recreatedMicros = new CopyOnWriteArrayList<>();

    /** @param workersNext how many workers the case after this one needs; 0 when it is the last */
    CaseRunner(Environment environment, Plan plan, RunDirectory directory, Progress.OfCase progress, int workersNext) {
        this.environment = environment;
        this.plan = plan;
        this.directory = directory;
        this.progress = progress;
        this.workersNext = workersNext;
        this.topics = new SourceTopics(plan.workload(), plan.topic());
        this.numbers = new WorkloadNumbers(topics);
    }

    /**
     * Runs the plan.
     *
     * @throws IOException when the harness or the environment failed; what was collected stands in the run directory
     */
    void run() throws IOException {
        RunDirectory.write(directory.plan(), Plans.redacted(plan));
        try (TimelineFile file = TimelineFile.create(directory.timeline());
                TargetSession target =
                        environment.openTarget(plan.subject(), plan.runId(), List.of(Planner.table(plan)))) {
            HushedEvents hushed = HushedEvents.of(plan.subject().config());
            new Phases(event -> told(file.append(hushed.hush(numbers.of(event)))), target).run();
        }
    }

    private TimelineEvent told(TimelineEvent event) {
        if (event.name().equals(EventNames.TOPIC_RECREATED)) {
            recreatedMicros.add(event.epochMicros());
        }
        if (event.name().equals(EventNames.FAULT_FIRED)) {
            progress.faultFired(event.attributes().getOrDefault("fault", ""));
        }
        return event;
    }

    /** Which topic of that name there was then, from 0. */
    private int incarnationAt(long micros) {
        return (int) recreatedMicros.stream()
                .filter(recreated -> recreated <= micros)
                .count();
    }

    private final class Phases {
        private final TimelineRecorder timeline;
        private final TargetSession target;
        private final RunNames names;
        private final Map<String, String> config;
        private final FaultEngine engine;
        private final IrregularRecords irregular;
        private final TaskWatch tasks;
        private final LogWindow logs;
        private final Positions positions;
        private final Workload workload;
        private Ledger produced;

        Phases(TimelineRecorder timeline, TargetSession target) {
            this.timeline = timeline;
            this.target = target;
            this.config = subjectConfig();
            this.names = new RunNames(plan.runId(), plan.topic(), Positions.group(plan), Planner.table(plan), config);
            this.engine = new FaultEngine(faultsOfSystem(), environment, names, timeline);
            this.irregular = new IrregularRecords(plan, timeline);
            this.tasks = new TaskWatch(environment, plan.runId(), timeline, Redaction.secretsIn(config));
            this.logs = LogWindow.open(environment, config);
            this.positions = new Positions(environment.sourceLog(), plan);
            this.workload = new Workload(
                    plan.workload(), plan.topic(), plan.subject().contract().writeModel());
        }

        void run() throws IOException {
            try {
                phase("setup");
                setUp();
                if (plan.scenario().setup().asLeft()) {
                    runFaultsAndReadBack();
                } else {
                    recover(runFaults());
                    healWhatLasts();
                    phase("read-back");
                    stopSubject();
                    readBack();
                }
            } catch (IOException | RuntimeException e) {
                tearDownAfter(e);
                throw e;
            }
            phase("teardown");
            tearDown();
        }

        private void tearDownAfter(Exception failure) {
            try {
                tearDown();
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }

        private void setUp() throws IOException {
            for (String topic : topics.names()) {
                environment.sourceLog().create(topic, topics.partitionsOf(topic), topicSettings());
            }
            environment.ensureWorkers(plan.scenario().workers());
            target.begin();
            environment.attach(engine, timeline);
            submit();
        }

        private Map<String, String> topicSettings() {
            Map<String, String> settings = new TreeMap<>();
            plan.scenario()
                    .faults()
                    .forEach(fault ->
                            Faults.byKind(fault.kind()).ifPresent(kind -> settings.putAll(kind.topicSettings())));
            return settings;
        }

        private void submit() throws IOException {
            try {
                environment.connect().putConfig(plan.runId(), config);
            } catch (ConnectRest.RefusedException e) {
                if (e.status() == HttpURLConnection.HTTP_BAD_REQUEST) {
                    throw new SubjectException(
                            "Connect refuses the configuration of "
                                    + plan.subject().name() + ": " + e.getMessage()
                                    + wherePluginsAreTold(e.getMessage()),
                            e);
                }
                throw e;
            }
        }

        /** Of a class that is there and cannot be loaded Connect says the same as of one that is not. */
        private static String wherePluginsAreTold(String refusal) {
            return refusal.contains("could not be found")
                    ? "\nIf it is there, the worker's log (logs/worker-1.log beside the report) says why it could not be loaded:"
                            + " look for 'Failed to discover'."
                    : "";
        }

        private Map<String, String> subjectConfig() {
            Map<String, String> placeholders = new TreeMap<>(environment.placeholders(plan.runId()));
            placeholders.putAll(Planner.sourceNames(topics.names()));
            Map<String, String> filled = new TreeMap<>(
                    new Placeholders(placeholders).fill(plan.subject().config()));
            filled.put("tasks.max", Integer.toString(plan.scenario().tasks()));
            filled.putAll(environment.settingsBesides(filled));
            return filled;
        }

        private void produced(long records, Duration slowest, Map<Integer, Long> highest) {
            progress.produced(records);
            Map<String, String> attributes = new TreeMap<>();
            attributes.put("records", Long.toString(records));
            attributes.put("slowestMicros", Long.toString(TimeUnit.NANOSECONDS.toMicros(slowest.toNanos())));
            highest.forEach((partition, ordinal) ->
                    attributes.put(EventNames.HIGHEST_OF_PARTITION + partition, Long.toString(ordinal)));
            timeline.record("kafka", EventNames.SOURCE_PRODUCED, attributes);
        }

        /** What was produced; it may be asked for more. */
        private Production runFaults() throws IOException {
            try (Production producer = produce()) {
                injectFaults(producer);
                if (!faultsLast()) {
                    heal();
                }
                produced = ledgerOf(producer);
                RunDirectory.write(directory.faults(), outcomes());
                return producer;
            }
        }

        private boolean faultsLast() {
            return plan.scenario().setup().faultsLast();
        }

        private void healWhatLasts() throws IOException {
            if (faultsLast()) {
                heal();
                RunDirectory.write(directory.faults(), outcomes());
            }
        }

        private void heal() {
            phase("heal");
            engine.healAll();
        }

        private void injectFaults(Production producer) throws IOException {
            phase("safety");
            engine.begin();
            StatusPoll polling = StatusPoll.start(tasks);
            try {
                awaitFaults(producer);
            } finally {
                polling.close();
            }
        }

        /** The target is judged as the faults left it: nothing is healed before all has been read, and nobody has to recover. */
        private void runFaultsAndReadBack() throws IOException {
            try (Production producer = produce()) {
                injectFaults(producer);
                Ledger ledger = ledgerOf(producer);
                phase("quiescence");
                boolean quiescent = standsStill(ledger, Map.of());
                RecoveryFacts facts = new RecoveryFacts(
                        Clock.epochMicros(), 0, quiescent, 0, positions.lag(), tasks.lastSeenFailed());
                RunDirectory.write(directory.recovery(), facts);
                phase("read-back");
                readBack();
                heal();
                RunDirectory.write(directory.faults(), outcomes());
                stopSubject();
            }
        }

        private boolean standsStill(Ledger ledger, Map<String, Long> lag) throws IOException {
            return new Quiescence(target, new ExpectedRows(workload, ledger, lag).count()).await();
        }

        private Production produce() throws IOException {
            RecordFormat format = environment.recordFormat(plan.subject(), config);
            Transactions transactions = plan.workload().transactions();
            if (transactions == null) {
                return WorkloadProducer.start(workload, format, clientConfig(), irregular, this::produced);
            }
            TransactionPlan cut = new TransactionPlan(
                    transactions.recordsPerPartition(),
                    transactions.abortEvery(),
                    READ_COMMITTED.equals(config.get(ISOLATION_LEVEL)));
            return TransactionalProduction.start(workload, format, cut, clientConfig());
        }

        private List<FaultSpec> faultsOfSystem() {
            return plan.scenario().faults().stream()
                    .filter(fault -> !Faults.isOfData(fault))
                    .toList();
        }

        private List<FaultOutcome> outcomes() {
            Iterator<FaultOutcome> ofSystem = engine.outcomes().iterator();
            return plan.scenario().faults().stream()
                    .map(fault -> Faults.isOfData(fault) ? irregular.outcome(fault) : ofSystem.next())
                    .toList();
        }

        private Map<String, Object> clientConfig() {
            return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, environment.bootstrapServers());
        }

        private Ledger ledgerOf(Production producer) throws IOException {
            Ledger ledger = produced(producer);
            ledger.save(directory.ledger());
            positions.knows(ledger);
            return ledger;
        }

        private static Ledger produced(Production producer) throws IOException {
            try {
                return producer.await(PRODUCE);
            } catch (TimeoutException | IllegalStateException e) {
                throw new IOException(e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while records were produced");
            }
        }

        /** An error quotes what it likes. */
        private DeadLetter hushed(DeadLetter letter) {
            return letter.reason() == null
                    ? letter
                    : new DeadLetter(
                            letter.topic(),
                            letter.partition(),
                            letter.offset(),
                            letter.stage(),
                            Redaction.inText(letter.reason(), Redaction.secretsIn(config)),
                            letter.exception());
        }

        /**
         * Waits until all faults have ended, and what lasts has had its effect, unless it goes on while the subject catches up; or until nothing
         * more will happen.
         */
        private void awaitFaults(Production producer) throws IOException {
            long deadline = System.nanoTime() + SAFETY.toNanos();
            Standstill standstill = new Standstill();
            while (engine.isBusy() || System.nanoTime() < deadline) {
                if (engine.allEnded() && (faultsLast() || !engine.anyLasts())) {
                    return;
                }
                Map<String, Long> lag = lagIfKnown();
                // What was healed last, a worker that was killed, for example, takes its time to move anything.
                Duration still = standstill.of(List.of(lag, engine.changes()));
                boolean settled = lag.isEmpty() ? still.compareTo(IDLE) > 0 : still.compareTo(STUCK) > 0;
                boolean waitsOnlyForTheEnd = lag.isEmpty() || engine.allEnded();
                if (producer.ended() && !engine.isBusy() && settled && waitsOnlyForTheEnd) {
                    return;
                }
                Await.pause();
            }
        }

        /** Kafka may be what the faults have taken away: then the lag is not known, and not zero. The phases after healing must know it. */
        private Map<String, Long> lagIfKnown() throws IOException {
            try {
                return positions.lag();
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                return Map.of("unknown: " + e.getMessage(), 1L);
            }
        }

        private void recover(Production producer) throws IOException {
            phase("liveness");
            Liveness liveness = new Liveness(positions, tasks, plan, this::restart);
            RecoveryFacts facts = liveness.await(Clock.epochMicros());
            Map<String, Long> lag = facts.finalLag();
            if (facts.lagZeroAtMicros() != 0) {
                timeline.record("kafka", EventNames.LAG_ZERO, Map.of());
            } else if (facts.failedTasks().isEmpty() && liveness.stillFor().compareTo(ONE_MORE) >= 0) {
                facts = afterOneMore(producer, facts);
                lag = positions.lag();
            }
            phase("quiescence");
            RunDirectory.write(directory.recovery(), facts.settled(standsStill(produced, lag), tasks.failed()));
        }

        /** Does what stands still wait for the next record? Until here there was no new input. */
        private RecoveryFacts afterOneMore(Production producer, RecoveryFacts facts) throws IOException {
            Map<String, Long> waiting = facts.finalLag();
            Set<Integer> partitions = waiting.keySet().stream()
                    .map(name -> Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)))
                    .collect(Collectors.toCollection(TreeSet::new));
            long atMicros = Clock.epochMicros();
            Optional<Ledger> more = producer.oneMore(partitions);
            if (more.isEmpty()) {
                return facts;
            }
            produced = more.get();
            produced.save(directory.ledger());
            Map<String, Long> freed = new TreeMap<>(waiting);
            // The ends that count are still those without the new records.
            Await.until(ONE_MORE, () -> Collections.disjoint(positions.lag().keySet(), waiting.keySet()));
            freed.keySet().removeAll(positions.lag().keySet());
            timeline.record(
                    "harness",
                    EventNames.SOURCE_ONE_MORE,
                    Map.of(
                            "partitions",
                            String.join(", ", new TreeSet<>(waiting.keySet())),
                            "freed",
                            freed.keySet().toString()));
            return facts.afterOneMore(atMicros, freed);
        }

        /** In the operator's stead. */
        private void restart(Map<String, String> failed) throws IOException {
            environment.connect().restart(plan.runId(), true, true);
            timeline.record(
                    "harness", EventNames.OPERATOR_RESTARTED, Map.of("failed", String.join(", ", failed.keySet())));
        }

        private void readBack() throws IOException {
            List<OffsetCommit> commits = commits();
            RunDirectory.write(directory.commits(), commits);
            logs.save(directory.logs());
            if (!plan.scenario().setup().asLeft()) {
                // What they log while they start is none of this case's.
                environment.beginWorkers(workersNext);
            }
            commits.forEach(this::takeDown);
            List<SchemaVersion> schemas = environment.schemas(topics.names());
            if (!schemas.isEmpty()) {
                RunDirectory.write(directory.schemas(), schemas);
                schemas.forEach(this::takeDownSchema);
            }
            String queue = deadLetterQueue();
            if (!queue.isEmpty()) {
                List<DeadLetter> letters =
                        DeadLetterQueue.read(environment.sourceLog(), environment.bootstrapServers(), queue);
                RunDirectory.write(
                        directory.deadLetters(),
                        letters.stream().map(numbers::of).map(this::hushed).toList());
            }
            try (EvidenceWriter<TargetRow> rows = RowsFile.write(directory.snapshot())) {
                target.readSnapshot(rows);
                rows.finish();
            }
            Optional<List<TargetObject>> objects = target.readObjects();
            if (objects.isPresent()) {
                RunDirectory.write(directory.objects(), objects.get());
            }
            if (target.recordsHistory()) {
                try (EvidenceWriter<TargetChange> changes = ChangesFile.write(directory.history())) {
                    target.readHistory(changes);
                    changes.finish();
                }
            }
        }

        private List<OffsetCommit> commits() throws IOException {
            List<OffsetCommit> commits = new ArrayList<>();
            for (String topic : topics.names()) {
                commits.addAll(OffsetsTopic.commits(
                        environment.sourceLog(), environment.bootstrapServers(), Positions.group(plan), topic));
            }
            return commits.stream()
                    .map(commit -> numbers.of(commit).of(incarnationAt(commit.epochMillis() * 1000)))
                    .toList();
        }

        private String deadLetterQueue() {
            return config.getOrDefault(DeadLetterQueue.TOPIC_SETTING, "");
        }

        private void takeDown(OffsetCommit commit) {
            timeline.record(
                    commit.epochMillis() * 1000,
                    "kafka",
                    EventNames.OFFSET_COMMITTED,
                    null,
                    List.of(OffsetSpan.position(commit.topic(), commit.partition(), commit.next())),
                    Map.of("next", Long.toString(commit.next())));
        }

        private void takeDownSchema(SchemaVersion schema) {
            timeline.record(
                    schema.registeredMillis() * 1000,
                    "registry",
                    EventNames.SCHEMA_REGISTERED,
                    null,
                    List.of(),
                    Map.of(
                            "artifact",
                            schema.artifact(),
                            "version",
                            schema.version(),
                            "id",
                            Long.toString(schema.id()),
                            "type",
                            schema.type()));
        }

        /** Before all is read: what it had only in memory has then either been written or is gone. */
        private void stopSubject() throws IOException {
            environment.connect().delete(plan.runId());
            Await.until(
                    "all tasks of " + plan.runId() + " to leave their consumer group",
                    LEAVE,
                    () -> environment.sourceLog().hasNoMembers(Positions.group(plan)),
                    () -> "the group still has members");
            new Quiescence(target, 0).await(SETTLE);
        }

        private void tearDown() throws IOException {
            engine.close();
            environment.detach();
            environment.connect().delete(plan.runId());
            for (String topic : topics.names()) {
                environment.sourceLog().delete(topic);
            }
            // A queue of the run's own goes with it; any other is not ours to remove.
            if (deadLetterQueue().contains(plan.topic())) {
                environment.sourceLog().delete(deadLetterQueue());
            }
            environment.sourceLog().deleteGroup(Positions.group(plan));
            environment.removeSchemas(topics.names());
        }

        private void phase(String name) {
            progress.step(name);
            timeline.record("harness", EventNames.PHASE, Map.of("phase", name));
        }
    }
}

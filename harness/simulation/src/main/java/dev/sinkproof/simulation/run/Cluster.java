package dev.sinkproof.simulation.run;

import dev.sinkproof.fault.Passing;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.connect.TaskFactory;
import dev.sinkproof.simulation.kafka.DeadLetterTopic;
import dev.sinkproof.simulation.kafka.GroupSettings;
import dev.sinkproof.simulation.kafka.ModelConsumer;
import dev.sinkproof.simulation.kafka.ModelGroup;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.simulation.subject.Deployment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.TargetState;

/**
 * Workers, tasks and their turns, on one thread. Only one task moves at a time; while a call of one is held at a fault point, the
 * others may move inside that: so a task can be a zombie without a thread of its own.
 */
final class Cluster {
    private static final int STUCK_ROUNDS = 30;
    /** Whoever has not come to an end after so many rounds, and some for each record, never will. */
    private static final int ROUNDS_MAX = 3_000;

    private static final int ROUNDS_PER_RECORD = 10;

    /** Likewise with so many events: one that makes a request for each key, and is always thrown out before it commits, fills the memory first. */
    private static final int EVENTS_MAX = 20_000;

    private static final int EVENTS_PER_RECORD = 50;

    final VirtualClock clock;
    final ModelGroup group;
    final DeadLetterTopic deadLetters;
    final Timeline timeline;
    final Injector injector;
    private final Topology topology;
    private final Source source;
    private final Deployment deployment;
    private final TaskFactory factory;
    private final Agenda agenda;
    private final List<Incarnation> all = new ArrayList<>();
    private final Incarnation[] current;
    private final Map<Integer, String> abandoned = new TreeMap<>();
    private final Map<Integer, String> restarted = new TreeMap<>();
    private final TreeSet<Integer> held = new TreeSet<>();
    private final List<FaultOutcome> fired = new ArrayList<>();
    private final Random order;
    private final int roundsMax;
    private final int eventsMax;
    private int turn;
    private boolean paused;
    private boolean resetting;
    private boolean droppedByConnect;
    private boolean endsWithTheLastFault;
    private long healedMicros;
    private long movedMillis;
    private int rounds;
    private int movedRounds;
    private int seenCommits;
    private int seenChanges;
    private long lagZeroMicros;

    Cluster(
            Topology topology,
            Injector injector,
            Source source,
            Deployment deployment,
            TaskFactory factory,
            VirtualClock clock) {
        this.topology = topology;
        this.source = source;
        this.deployment = deployment;
        this.factory = factory;
        this.clock = clock;
        this.timeline = new Timeline(clock);
        this.injector = injector;
        this.agenda = new Agenda(clock);
        this.deadLetters = new DeadLetterTopic(clock);
        this.group = new ModelGroup(
                new GroupSettings(topology.protocol(), Timings.SESSION_MILLIS, Timings.REBALANCE_MILLIS),
                clock,
                source.log().topicPartitions());
        int tasks = topology.get(Dimension.TASKS);
        this.current = new Incarnation[tasks];
        int seed = topology.get(Dimension.ORDER);
        this.order = seed == 0 ? null : new Random(seed);
        this.roundsMax = ROUNDS_MAX + ROUNDS_PER_RECORD * topology.records();
        this.eventsMax = EVENTS_MAX + EVENTS_PER_RECORD * topology.records();
        this.movedMillis = clock.milliseconds();
        this.healedMicros = clock.micros();
    }

    private int workers() {
        return topology.get(Dimension.WORKERS);
    }

    void startAll() {
        for (int task = 0; task < current.length; task++) {
            start(task, task % workers());
        }
    }

    private void start(int task, int worker) {
        if (paused || resetting) {
            held.add(task);
            return;
        }
        Incarnation incarnation = new Incarnation(this, task, worker, all.size());
        ModelConsumer consumer = new ModelConsumer(
                incarnation.name, source.log(), group, clock, incarnation, topology.get(Dimension.POLL));
        incarnation.use(
                consumer,
                factory.create(
                        task,
                        deployment.newTask(incarnation),
                        deployment.config(incarnation),
                        consumer,
                        deadLetters,
                        incarnation));
        all.add(incarnation);
        current[task] = incarnation;
        abandoned.remove(task);
        moved();
    }

    private void startHeld() {
        List<Integer> tasks = List.copyOf(held);
        held.clear();
        tasks.forEach(task -> start(task, task % workers()));
    }

    /** The run is over when the last fault has struck: nothing is healed, and nobody recovers. */
    void endWithTheLastFault() {
        endsWithTheLastFault = true;
    }

    /** Lets everything happen until there is nothing left, or nothing moves any more. */
    void runToTheEnd() {
        while (!left() && !stuck() && !settled()) {
            step();
        }
    }

    private boolean left() {
        return endsWithTheLastFault && injector.done();
    }

    /** Everyone but those who are inside a call moves until then. */
    private void runUntil(long millis) {
        while (clock.milliseconds() < millis) {
            step(millis);
        }
    }

    private void step() {
        step(Long.MAX_VALUE);
    }

    private void step(long atMostMillis) {
        rounds++;
        agenda.runDue();
        deadLetters.settle();
        deployment.runDeferred();
        group.expire();
        reset();
        Optional<Incarnation> next = next();
        if (next.isPresent()) {
            clock.advanceMillis(Timings.ROUND_MILLIS);
            next.get().round();
        } else {
            clock.advanceTo(Math.max(clock.milliseconds() + 1, Math.min(atMostMillis, nextMillis())));
        }
        noticeMoves();
    }

    private Optional<Incarnation> next() {
        long now = clock.milliseconds();
        List<Incarnation> ready = new ArrayList<>(current.length);
        for (Incarnation incarnation : all) {
            if (incarnation.ready(now)) {
                ready.add(incarnation);
            }
        }
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ready.get((order == null ? turn++ : order.nextInt(ready.size())) % ready.size()));
    }

    private long nextMillis() {
        long next = Math.min(agenda.nextMillis(), deployment.nextDeferredMillis());
        next = Math.min(next, group.nextExpiryMillis());
        next = Math.min(next, deadLetters.nextMillis());
        for (Incarnation incarnation : all) {
            next = Math.min(next, incarnation.nextMillis());
        }
        return next == Long.MAX_VALUE ? clock.milliseconds() + Timings.SESSION_MILLIS : next;
    }

    private void noticeMoves() {
        int commits = group.commitCount();
        int changes = deployment.changes();
        if (commits != seenCommits || changes != seenChanges) {
            seenCommits = commits;
            seenChanges = changes;
            moved();
        }
        if (!lagZero()) {
            lagZeroMicros = 0;
        } else if (lagZeroMicros == 0) {
            lagZeroMicros = clock.micros();
        }
    }

    private void moved() {
        movedMillis = clock.milliseconds();
        movedRounds = rounds;
    }

    boolean lagZero() {
        for (TopicPartition partition : source.log().topicPartitions()) {
            if (behind(partition) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Records, or gaps, that are not committed past, for each partition that has any. */
    Map<String, Long> lag() {
        Map<String, Long> lag = new TreeMap<>();
        for (TopicPartition partition : source.log().topicPartitions()) {
            if (behind(partition) > 0) {
                lag.put(partition.toString(), behind(partition));
            }
        }
        return lag;
    }

    private long behind(TopicPartition partition) {
        long end = source.log().end(partition.partition());
        long committed = group.position(partition);
        // The target is asked only if it matters, as it may have to look it up.
        return committed >= end ? 0 : Math.max(0, end - Math.max(committed, deployment.position(partition)));
    }

    private boolean settled() {
        return lagZero() && nothingPlanned() && stoodStill(Timings.HOLD_MILLIS);
    }

    private boolean nothingPlanned() {
        return agenda.empty()
                && !paused
                && !resetting
                && deadLetters.idle()
                && deployment.nextDeferredMillis() == Long.MAX_VALUE
                && all.stream()
                        .noneMatch(each -> each.running() && each.consumer().awaitsAnswers());
    }

    private boolean stoodStill(long millis) {
        return clock.milliseconds() - movedMillis >= millis;
    }

    /** Both time and rounds: a single call can take long. */
    private boolean stuck() {
        return rounds > roundsMax
                || timeline.size() > eventsMax
                || agenda.empty()
                        && !resetting
                        && stoodStill(Timings.STUCK_MILLIS)
                        && rounds - movedRounds > STUCK_ROUNDS * current.length;
    }

    /** Whether the target stood still before the end. */
    boolean quiescent() {
        return stoodStill(Timings.HOLD_MILLIS) || left() && all.stream().noneMatch(Incarnation::running);
    }

    private static Map<String, String> byName(Map<Integer, String> causes) {
        Map<String, String> tasks = new TreeMap<>();
        causes.forEach((task, cause) -> tasks.put(taskName(task), cause));
        return tasks;
    }

    /** What has become of the planned faults. */
    List<FaultOutcome> outcomes() {
        return injector.outcomes(fired);
    }

    RecoveryFacts recovery() {
        return new RecoveryFacts(
                healedMicros,
                lagZeroMicros,
                quiescent(),
                Timings.STUCK_MILLIS,
                lag(),
                byName(abandoned),
                byName(restarted));
    }

    private static String taskName(int task) {
        return TaskFactory.CONNECTOR + "-" + task;
    }

    private static String workerName(int worker) {
        return "worker-" + (worker + 1);
    }

    /** A task goes through a fault point. */
    Optional<FaultKind> pass(
            Incarnation who, FaultPoint point, List<OffsetSpan> spans, Map<String, String> attributes) {
        String from = point.onTargetLink() ? "link:" + workerName(who.worker) : workerName(who.worker);
        timeline.record(from, point.id(), taskName(who.task), spans, attributes);
        FaultKind effect = null;
        Passing passing =
                new Passing(point, workerName(who.worker), taskName(who.task), spans, attributes, clock.micros());
        for (Strike fault : injector.pass(passing, injector.asksForCommits() && lagZero())) {
            fire(fault);
            FaultKind left = perform(fault, who);
            effect = left == null ? effect : left;
            healed();
            who.requireAlive();
        }
        return Optional.ofNullable(effect);
    }

    private void fire(Strike fault) {
        TimelineEvent event = timeline.record(
                "harness",
                EventNames.FAULT_FIRED,
                null,
                List.of(),
                Map.of(
                        "fault",
                        fault.kind().id(),
                        "point",
                        fault.point().id(),
                        "passing",
                        Integer.toString(fault.nth())));
        fired.add(new FaultOutcome(
                fault.spec(),
                FaultOutcome.Status.FIRED,
                "event " + event.sequence(),
                event.epochMicros(),
                0,
                event.sequence()));
        moved();
    }

    private void healed() {
        healedMicros = Math.max(healedMicros, clock.micros());
    }

    /** Connect took records from its consumer and did not deliver them. */
    void dropped(Incarnation who, List<OffsetSpan> spans) {
        timeline.record(workerName(who.worker), SimulatedRun.RECORDS_DROPPED, taskName(who.task), spans, Map.of());
        droppedByConnect = true;
    }

    boolean droppedByConnect() {
        return droppedByConnect;
    }

    /** Does the fault. Returns what is left to the one who passed. */
    private FaultKind perform(Strike fault, Incarnation who) {
        switch (fault.kind()) {
            case WORKER_KILL -> kill(who.worker);
            case WORKER_STALL -> stall(who);
            case TASK_RESTART -> who.requestStop();
            case TASK_CANCEL -> cancel(who);
            case TASK_RETRIABLE -> {
                who.injected();
                throw new RetriableException("injected: " + fault.spec().id());
            }
            case TASK_FATAL -> {
                who.injected();
                throw new ConnectException("injected: " + fault.spec().id());
            }
            case CONVERT_RETRIABLE, DLQ_REFUSED, DLQ_REFUSED_AT_ONCE -> {
                // A task that cannot do without ends, and rightly.
                who.injected();
                return fault.kind();
            }
            case CONNECTOR_PAUSE -> pause();
            case GROUP_REBALANCE -> group.shuffle();
            case GROUP_EVICT -> who.consumer().evict();
            case OFFSETS_RESET -> beginReset();
            case DELAY -> clock.advanceMillis(Timings.DELAY_MILLIS);
            default -> {
                return fault.kind();
            }
        }
        return null;
    }

    private void kill(int worker) {
        timeline.record(workerName(worker), EventNames.WORKER_KILLED, null, List.of(), Map.of());
        tasksOf(worker).forEach(Incarnation::kill);
        agenda.in(Timings.WORKER_START_MILLIS, () -> restartWorker(worker));
    }

    private List<Incarnation> tasksOf(int worker) {
        return all.stream()
                .filter(incarnation -> incarnation.worker == worker && incarnation.running())
                .toList();
    }

    private void restartWorker(int worker) {
        timeline.record(workerName(worker), EventNames.WORKER_READY, null, List.of(), Map.of());
        IntStream.range(0, current.length)
                .filter(task -> current[task].worker == worker && isDown(current[task]))
                .forEach(task -> start(task, worker));
        healed();
    }

    /** A worker that starts starts all its tasks, whatever had become of them. */
    private static boolean isDown(Incarnation incarnation) {
        return incarnation.state() == Incarnation.State.GONE || incarnation.state() == Incarnation.State.FAILED;
    }

    /** SIGSTOP for longer than any session: the worker's tasks move elsewhere, and then it goes on where it stood. */
    private void stall(Incarnation who) {
        List<Incarnation> stalled = tasksOf(who.worker);
        stalled.forEach(Incarnation::stall);
        if (workers() > 1) {
            int other = (who.worker + 1) % workers();
            agenda.in(Timings.SESSION_MILLIS, () -> takeOver(stalled, other));
        }
        runUntil(clock.milliseconds() + Timings.STALL_MILLIS);
        stalled.forEach(Incarnation::resume);
        if (workers() > 1) {
            agenda.in(Timings.HERDER_MILLIS, () -> stalled.forEach(Incarnation::requestStop));
        }
    }

    private void takeOver(List<Incarnation> stalled, int worker) {
        stalled.stream()
                .filter(incarnation -> current[incarnation.task] == incarnation)
                .forEach(incarnation -> start(incarnation.task, worker));
    }

    private void cancel(Incarnation who) {
        who.cancel();
        if (current[who.task] == who) {
            start(who.task, who.worker);
        }
        runUntil(clock.milliseconds() + Timings.CANCEL_MILLIS);
    }

    private void pause() {
        if (paused) {
            return;
        }
        paused = true;
        all.forEach(incarnation -> incarnation.transitionTo(TargetState.PAUSED));
        agenda.in(Timings.PAUSE_MILLIS, this::resume);
    }

    private void resume() {
        paused = false;
        all.forEach(incarnation -> incarnation.transitionTo(TargetState.STARTED));
        startHeld();
        healed();
    }

    private void beginReset() {
        resetting = true;
        for (int task = 0; task < current.length; task++) {
            held.add(task);
        }
        all.forEach(Incarnation::requestStop);
    }

    /** The connector is stopped when no task runs, and its offsets can be altered when no one is in its group. */
    private void reset() {
        if (resetting && all.stream().noneMatch(Incarnation::running) && group.empty()) {
            setOffsetsBack();
            abandoned.clear();
            resetting = false;
            startHeld();
            healed();
        }
    }

    private void setOffsetsBack() {
        Map<TopicPartition, Long> beginning = new HashMap<>();
        List<OffsetSpan> again = new ArrayList<>();
        for (TopicPartition partition : source.log().topicPartitions()) {
            long next = Math.max(group.position(partition), deployment.positionNow(partition));
            if (next > 0) {
                beginning.put(partition, 0L);
                again.add(new OffsetSpan(partition.topic(), partition.partition(), 0, next - 1, next));
            }
        }
        deployment.alterOffsets(beginning);
        group.resetOffsets();
        timeline.record(
                "harness", EventNames.OFFSETS_RESET, null, again, Map.of("fault", FaultKind.OFFSETS_RESET.id()));
    }

    /** It was stopped, or has failed and was closed. */
    void ended(Incarnation who) {
        if (who.state() == Incarnation.State.STOPPED && current[who.task] == who && !resetting) {
            agenda.in(Timings.TASK_START_MILLIS, () -> start(who.task, who.worker));
        }
    }

    /** Connect does not restart it. Who plans a failure plans that someone does; what fails by itself stays so. */
    void failed(Incarnation who, Throwable cause) {
        timeline.record(
                workerName(who.worker),
                EventNames.TASK_STATUS,
                taskName(who.task),
                List.of(),
                Map.of("state", "FAILED", "trace", root(cause)));
        if (current[who.task] != who || resetting) {
            return;
        }
        if (who.failedByPlan()) {
            agenda.in(Timings.OPERATOR_MILLIS, () -> restartFailed(who, root(cause)));
        } else {
            abandoned.put(who.task, root(cause));
        }
    }

    private void restartFailed(Incarnation who, String cause) {
        if (current[who.task] == who) {
            restarted.put(who.task, cause);
            start(who.task, who.worker);
        }
        healed();
    }

    private static String root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}

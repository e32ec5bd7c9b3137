package dev.sinkproof.exploration;

import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSetup;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.Transactions;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.ScheduledFault;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.source.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A simulated schedule as the same faults at the same passings on real processes. Times are those of the simulation.
 *
 * @param scenario workers, tasks, faults and settings
 * @param workload the same records
 * @param differences what cannot be the same there, each a sentence
 */
public record EmbeddedPlan(ScenarioSpec scenario, WorkloadSpec workload, List<String> differences) {
    /** Id of such scenarios. */
    public static final String ID = "explored";

    private static final String PREFIX = "consumer.override.";
    private static final String THROWABLE = "throwable";
    private static final long STALL_MILLIS = 8_000;
    private static final long CANCEL_MILLIS = 6_500;
    private static final long PAUSE_MILLIS = 3_000;
    private static final long REBALANCE_MILLIS = 2_500;
    private static final long DELAY_MILLIS = 10_000;
    private static final String POLL_INTERVAL_MILLIS = "5000";
    private static final String COMMIT_LATE_MILLIS = "1500";

    /** Real tasks pass these with empty batches, too. */
    private static final Set<FaultPoint> WITH_RECORDS =
            EnumSet.of(FaultPoint.POLL_RETURN, FaultPoint.DELIVER, FaultPoint.TASK_PUT_ENTER, FaultPoint.TASK_PUT_EXIT);

    public EmbeddedPlan {
        differences = List.copyOf(differences);
    }

    /** Translates a schedule for a real connector. */
    public static EmbeddedPlan of(SubjectSpec subject, Schedule schedule) {
        Topology topology = schedule.topology();
        List<String> differences = new ArrayList<>();
        List<FaultSpec> faults = new ArrayList<>();
        for (ScheduledFault fault : schedule.faults()) {
            faults.addAll(translated(fault, faults.size() + 1, topology.get(Dimension.TASKS), differences));
        }
        Faults.validate(faults);
        Transactions transactions = transactions(topology, differences);
        if (topology.get(Dimension.ORDER) != 0) {
            differences.add("tasks take their turns as the machine has it, not in the order of seed "
                    + topology.get(Dimension.ORDER));
        }
        ScenarioSpec scenario = new ScenarioSpec(
                ID,
                "",
                "A schedule that exploration came upon: " + (schedule.toString().isEmpty() ? "no faults" : schedule),
                "What the simulation shows must be true of real processes.",
                topology.get(Dimension.WORKERS),
                topology.get(Dimension.TASKS),
                faults,
                null,
                new ScenarioSetup(config(topology), null, 0, transactions, "", false),
                null);
        return new EmbeddedPlan(scenario, workload(subject, topology, transactions), differences);
    }

    private static WorkloadSpec workload(SubjectSpec subject, Topology topology, Transactions transactions) {
        WorkloadSpec simulated = Source.spec(topology, subject.contract().writeModel());
        return new WorkloadSpec(
                simulated.seed(),
                simulated.partitions(),
                simulated.recordsPerPartition(),
                simulated.keysPerPartition(),
                simulated.tombstonePercent(),
                0,
                simulated.irregularities(),
                transactions);
    }

    private static Map<String, String> config(Topology topology) {
        Map<String, String> config = new TreeMap<>();
        config.put(PREFIX + "max.poll.records", Integer.toString(topology.get(Dimension.POLL)));
        config.put(PREFIX + "max.poll.interval.ms", POLL_INTERVAL_MILLIS);
        if (topology.protocol() == Protocol.COOPERATIVE) {
            config.put(
                    PREFIX + "partition.assignment.strategy",
                    "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        } else if (topology.protocol() == Protocol.CONSUMER) {
            config.put(PREFIX + "group.protocol", "consumer");
        } else {
            config.put(PREFIX + "partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor");
        }
        if (topology.get(Dimension.GAP) > 0) {
            config.put(PREFIX + "isolation.level", "read_committed");
        }
        // The virtual client's patience, see SimulatedSubjects.
        config.put("socket.timeout.ms", Long.toString(SimulatedSubjects.ANSWER_MILLIS));
        return config;
    }

    private static Transactions transactions(Topology topology, List<String> differences) {
        int gap = topology.get(Dimension.GAP);
        if (gap == 0) {
            return null;
        }
        differences.add("gaps are the markers of real transactions, so there is one at the end of each partition, too");
        return new Transactions(gap, 0);
    }

    /** One simulated fault may take two of the real ones. */
    private static List<FaultSpec> translated(ScheduledFault fault, int number, int tasks, List<String> differences) {
        TriggerSpec at = TriggerSpec.at(fault.point()).onNth(fault.nth());
        if (WITH_RECORDS.contains(fault.point())) {
            at = at.when("empty", "false");
        }
        Map<String, String> commit = Map.of("api", "OFFSET_COMMIT", "which", "once");
        return switch (fault.kind()) {
            case WORKER_KILL -> one(number, "worker.kill", at, Map.of());
            case WORKER_STALL -> lasting(number, "worker.pause", at, STALL_MILLIS);
            case TASK_RESTART -> restart(number, at, tasks, differences);
            case TASK_CANCEL ->
                List.of(
                        new FaultSpec("fault-" + number, "task.hold", at, Map.of())
                                .until(TriggerSpec.afterMillis(CANCEL_MILLIS)),
                        new FaultSpec("fault-" + (number + 1), "task.restart", at, Map.of()));
            case TASK_RETRIABLE -> one(number, "task.throw", at, Map.of(THROWABLE, "retriable"));
            case TASK_FATAL -> one(number, "task.throw", at, Map.of(THROWABLE, "fatal"));
            case CONNECTOR_PAUSE -> lasting(number, "connector.pause", at, PAUSE_MILLIS);
            case GROUP_REBALANCE -> {
                differences.add("the group rebalances because a foreign member joins, and again when it leaves");
                yield lasting(number, "group.join", at, REBALANCE_MILLIS);
            }
            case GROUP_EVICT -> {
                differences.add("a member is not thrown out: its next heartbeat is told that it was");
                yield one(
                        number,
                        "kafka.refuse",
                        at,
                        Map.of("api", "HEARTBEAT", "which", "once", "error", "UNKNOWN_MEMBER_ID"));
            }
            case OFFSETS_RESET -> one(number, "offsets.reset", at, Map.of());
            case DELAY -> lasting(number, "task.hold", at, DELAY_MILLIS);
            case COMMIT_REFUSED -> one(number, "kafka.refuse", at, and(commit, "error", "COORDINATOR_NOT_AVAILABLE"));
            case COMMIT_ACK_LOST -> one(number, "kafka.lose_answer", at, commit);
            case COMMIT_LATE -> one(number, "kafka.delay", at, and(commit, "millis", COMMIT_LATE_MILLIS));
            case COMMIT_UNANSWERED -> one(number, "kafka.blackhole", at, commit);
            case TARGET_REQUEST_LOST, TARGET_ACK_LOST -> one(number, "request.drop", at, Map.of());
            case TARGET_REFUSED ->
                one(number, "request.answer", at, Map.of("sqlstate", SimulatedSubjects.REFUSED_SQLSTATE));
            case TARGET_HALF -> one(number, "request.cut_midway", at, Map.of());
            case TARGET_SESSION_LOST, CONNECT_REFUSED -> one(number, "request.cut", at, Map.of());
            case CONVERT_RETRIABLE, DLQ_REFUSED, DLQ_REFUSED_AT_ONCE, DLQ_LATE, DLQ_ACK_LOST -> {
                differences.add(fault + " is left out, as nothing does that there: "
                        + fault.kind().meaning());
                yield List.of();
            }
        };
    }

    /** A task that is held while it is to stop would be given up; so it is let go first, where it is known which one it is. */
    private static List<FaultSpec> restart(int number, TriggerSpec at, int tasks, List<String> differences) {
        if (tasks > 1) {
            differences.add(
                    "the task is held while it is asked to stop, so that its successor starts before it is closed");
            return one(number, "task.restart", at, Map.of());
        }
        String passed = "fault-" + number;
        return List.of(
                new FaultSpec(passed, "noop", at, Map.of()),
                new FaultSpec("fault-" + (number + 1), "task.restart", TriggerSpec.then(passed), Map.of("task", "0")));
    }

    private static Map<String, String> and(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return more;
    }

    private static List<FaultSpec> one(int number, String kind, TriggerSpec at, Map<String, String> settings) {
        return List.of(new FaultSpec("fault-" + number, kind, at, settings));
    }

    private static List<FaultSpec> lasting(int number, String kind, TriggerSpec at, long millis) {
        return List.of(new FaultSpec("fault-" + number, kind, at, Map.of()).until(TriggerSpec.afterMillis(millis)));
    }

    /**
     * The plan.
     *
     * @param runId unique on the environment where it is run
     * @param topic the source topic; the records depend on its name
     */
    public Plan plan(
            SubjectSpec subject, String runId, String topic, String environment, Map<String, String> testedSettings) {
        Map<String, String> config = new TreeMap<>(subject.config());
        config.putAll(scenario.setup().config());
        return new Plan(
                Plan.SCHEMA_VERSION,
                runId,
                scenario,
                subject.withConfig(config),
                workload,
                environment,
                topic,
                testedSettings);
    }
}

package dev.sinkproof.exploration;

import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Irregularity;
import dev.sinkproof.model.IrregularityKind;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.Transactions;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.simulation.run.SimulatedCase;
import dev.sinkproof.simulation.schedule.CaseFault;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.FaultKind;
import dev.sinkproof.simulation.schedule.Protocol;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.subject.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan for real processes as the same faults at the same passings in the simulation, the inverse of {@link EmbeddedPlan}. Times are those
 * of the simulation.
 *
 * @param plan what is left of it there
 * @param topology workers, tasks and how they read
 * @param faults what is done
 * @param differences what cannot be the same there, each a sentence
 * @param reason why it cannot be told there at all; empty when it can
 */
public record SimulatedPlan(
        Plan plan, Topology topology, List<CaseFault> faults, List<String> differences, String reason) {
    private static final String CONSUMER = "consumer.override.";
    private static final String POLL_INTERVAL = CONSUMER + "max.poll.interval.ms";
    private static final int COMMITS_REFUSED = 3;
    private static final Set<IrregularityKind> OF_TIME = EnumSet.of(IrregularityKind.LATE, IrregularityKind.AT);

    /** Kinds of faults that have no counterpart, each with the reason. */
    private static final Map<String, String> UNKNOWN = Map.ofEntries(
            Map.entry("broker.kill", "the modelled Kafka has no broker that could be killed"),
            Map.entry("broker.restart", "the modelled Kafka has no broker that could be restarted"),
            Map.entry("records.delete", "the modelled log keeps all of its records"),
            Map.entry("records.compact", "the modelled log is not compacted"),
            Map.entry("topic.recreate", "the modelled topic cannot be deleted"),
            Map.entry("connector.scale", "the number of tasks cannot change in a simulated run"),
            Map.entry("plugin.upgrade", "a simulated subject has one plugin"),
            Map.entry("target.credentials", "no simulated fault makes the target refuse a password"),
            Map.entry("target.revoke", "no simulated fault takes a permission away"),
            Map.entry("noop", "a moment at which nothing is done needs no simulation"));

    public SimulatedPlan {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(topology, "topology");
        faults = List.copyOf(faults);
        differences = List.copyOf(differences);
        Objects.requireNonNull(reason, "reason");
    }

    /** Translates a plan whose topic is the simulation's. */
    public static SimulatedPlan of(Plan plan, int pollRecordsMax) {
        Translation translation = new Translation(plan);
        try {
            return translation.made(pollRecordsMax);
        } catch (NotExpressible e) {
            return new SimulatedPlan(plan, Topology.DEFAULT, List.of(), List.of(), e.getMessage());
        }
    }

    /** Whether it can be told in the simulation. */
    public boolean expressible() {
        return reason.isEmpty();
    }

    /** @param subject the plan's subject, set up as the plan says */
    public SimulatedCase with(Subject subject) {
        return new SimulatedCase(plan, subject, topology, faults);
    }

    /** Says what the simulation has no words for. */
    private static final class NotExpressible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotExpressible(String reason) {
            super(reason);
        }
    }

    /** One translation. */
    private static final class Translation {
        private final Plan plan;
        private final List<FaultSpec> planned;
        private final List<CaseFault> faults = new ArrayList<>();
        private final List<String> differences = new ArrayList<>();
        /** Faults that are part of another one there. */
        private final Set<String> contained = new HashSet<>();

        Translation(Plan plan) {
            this.plan = plan;
            this.planned = plan.scenario().faults().stream()
                    .filter(fault -> !Faults.isOfData(fault))
                    .toList();
        }

        SimulatedPlan made(int pollRecordsMax) {
            requireReadable(plan.workload());
            planned.forEach(this::requireKnownMoment);
            planned.forEach(this::translate);
            Topology topology = topology(pollRecordsMax);
            return new SimulatedPlan(leftOf(plan), topology, faults, differences, "");
        }

        private static void requireReadable(WorkloadSpec workload) {
            if (workload.topics() > 1) {
                throw new NotExpressible("the modelled Kafka has one topic");
            }
            if (workload.irregularities().stream().map(Irregularity::kind).anyMatch(OF_TIME::contains)) {
                throw new NotExpressible("records of the modelled log all have one time");
            }
        }

        private void requireKnownMoment(FaultSpec fault) {
            TriggerSpec trigger = fault.trigger();
            if ("true".equals(trigger.conditions().get("empty"))) {
                throw new NotExpressible("fault " + fault.id()
                        + " waits for a put without records, which passes no fault" + " point of the simulation");
            }
            if (trigger.after().endsWith(TriggerSpec.HEALED)) {
                throw new NotExpressible("fault " + fault.id()
                        + " waits until another is healed, which in the simulation" + " happens by itself");
            }
        }

        private Topology topology(int pollRecordsMax) {
            ScenarioSpec scenario = plan.scenario();
            if (scenario.setup().recordsPerSecondMax() > 0) {
                differences.add("all records are in the log before the connector starts, instead of coming slowly");
            }
            return Topology.DEFAULT
                    .with(Dimension.WORKERS, scenario.workers())
                    .with(Dimension.TASKS, scenario.tasks())
                    .with(Dimension.PARTITIONS, plan.workload().partitions())
                    .with(Dimension.RECORDS, Math.toIntExact(plan.workload().recordsPerPartition()))
                    .with(Dimension.POLL, pollRecordsMax)
                    .with(Dimension.GAP, gap(plan.workload().transactions()))
                    .with(protocol());
        }

        private int gap(Transactions transactions) {
            if (transactions == null) {
                return 0;
            }
            differences.add(
                    transactions.abortEvery() > 0
                            ? "transactions leave the gaps of their markers only: aborted records, which a connector is"
                                    + " never given, are not in the log"
                            : "transactions leave the gaps of their markers, but none at the end of the log");
            return transactions.recordsPerPartition();
        }

        private Protocol protocol() {
            Map<String, String> config = plan.subject().config();
            if ("consumer".equalsIgnoreCase(config.get(CONSUMER + "group.protocol"))) {
                return Protocol.CONSUMER;
            }
            return config.getOrDefault(CONSUMER + "partition.assignment.strategy", "")
                            .contains("Cooperative")
                    ? Protocol.COOPERATIVE
                    : Protocol.EAGER;
        }

        /** The same with the faults as they are simulated, and a workload without transactions. */
        private Plan leftOf(Plan whole) {
            WorkloadSpec workload = whole.workload();
            return new Plan(
                    Plan.SCHEMA_VERSION,
                    whole.runId(),
                    whole.scenario()
                            .withFaults(faults.stream().map(CaseFault::spec).toList()),
                    whole.subject(),
                    new WorkloadSpec(
                            workload.seed(),
                            workload.partitions(),
                            workload.recordsPerPartition(),
                            workload.keysPerPartition(),
                            workload.tombstonePercent(),
                            0,
                            workload.irregularities()),
                    whole.environment(),
                    whole.topic(),
                    whole.testedSettings());
        }

        private void translate(FaultSpec fault) {
            if (contained.contains(fault.id())) {
                return;
            }
            if (UNKNOWN.containsKey(fault.kind())) {
                throw new NotExpressible(UNKNOWN.get(fault.kind()));
            }
            switch (fault.kind()) {
                case "worker.kill" -> {
                    if ("takeover".equals(fault.settings().get("recovery"))
                            && !plan.scenario().setup().asLeft()) {
                        differences.add("the killed worker itself starts again, and nobody takes over from it");
                    }
                    add(fault, FaultKind.WORKER_KILL);
                }
                case "worker.pause" -> add(fault, FaultKind.WORKER_STALL);
                case "worker.stop", "worker.join" -> {
                    differences.add("no worker comes or goes: one task is stopped, and starts again on its worker");
                    add(fault, FaultKind.TASK_RESTART);
                }
                case "task.restart" -> add(fault, FaultKind.TASK_RESTART);
                case "connector.stop", "connector.reconfigure" -> {
                    differences.add(
                            "only the task that is at work is stopped and started again, with the configuration it had");
                    add(fault, FaultKind.TASK_RESTART);
                }
                case "connector.pause" -> add(fault, FaultKind.CONNECTOR_PAUSE);
                case "task.hold" -> held(fault);
                case "task.throw" -> thrown(fault);
                case "group.join" -> {
                    differences.add(
                            "the group rebalances and a partition changes its owner, without a foreign member; it does not come back");
                    add(fault, FaultKind.GROUP_REBALANCE);
                }
                case "offsets.reset" ->
                    faults.add(new CaseFault(
                            as(fault, FaultKind.OFFSETS_RESET, fault.trigger()),
                            FaultKind.OFFSETS_RESET,
                            "committed".equals(fault.settings().get("once"))));
                case "kafka.refuse" -> refused(fault);
                case "kafka.lose_answer" -> commit(fault, FaultKind.COMMIT_ACK_LOST, 1);
                case "request.cut", "request.drop" -> lost(fault);
                case "request.answer" -> add(fault, FaultKind.TARGET_REFUSED);
                case "request.cut_midway" -> add(fault, FaultKind.TARGET_HALF);
                case "target.restart" -> restarted(fault);
                default -> throw new NotExpressible("the simulation knows no fault " + fault.kind());
            }
        }

        private void add(FaultSpec fault, FaultKind kind) {
            add(fault, kind, fault.trigger());
        }

        private void add(FaultSpec fault, FaultKind kind, TriggerSpec trigger) {
            try {
                faults.add(new CaseFault(as(fault, kind, trigger), kind, false));
            } catch (IllegalArgumentException e) {
                throw new NotExpressible("in the simulation " + e.getMessage());
            }
        }

        private static FaultSpec as(FaultSpec fault, FaultKind kind, TriggerSpec trigger) {
            return new FaultSpec(fault.id(), kind.id(), trigger, Map.of());
        }

        private Stream<FaultSpec> followers(FaultSpec fault) {
            return planned.stream().filter(other -> other.trigger().after().equals(fault.id()));
        }

        /** A call that is held for others to do something meanwhile; or for so long that the group does. */
        private void held(FaultSpec fault) {
            String interval = plan.subject().config().get(POLL_INTERVAL);
            long millis = fault.heal() == null ? 0 : fault.heal().delayMillis();
            if (interval != null && millis > Long.parseLong(interval)) {
                add(fault, FaultKind.DELAY);
                return;
            }
            List<FaultSpec> meanwhile = followers(fault)
                    .filter(other ->
                            !other.trigger().atPassing() && other.trigger().delayMillis() == 0)
                    .toList();
            if (meanwhile.isEmpty()) {
                throw new NotExpressible("a call is held for too short a time for anybody to notice");
            }
            for (FaultSpec other : meanwhile) {
                FaultSpec atOnce =
                        new FaultSpec(other.id(), other.kind(), fault.trigger(), other.settings(), other.heal());
                translate(atOnce);
                contained.add(other.id());
            }
        }

        private void thrown(FaultSpec fault) {
            boolean fatal = "fatal".equals(fault.settings().get("throwable"));
            add(fault, fatal ? FaultKind.TASK_FATAL : FaultKind.TASK_RETRIABLE);
            if (fatal) {
                // Who plans a failure there plans that someone restarts the task.
                contain(followers(fault), "connector.restart", "task.restart");
            }
        }

        private void contain(Stream<FaultSpec> others, String... kinds) {
            contained.addAll(others.filter(other -> Set.of(kinds).contains(other.kind()))
                    .map(FaultSpec::id)
                    .collect(Collectors.toSet()));
        }

        private void refused(FaultSpec fault) {
            String api = fault.settings().getOrDefault("api", "");
            if (!api.contains("OFFSET_COMMIT")) {
                throw new NotExpressible("the modelled Kafka refuses offset commits, and nothing else");
            }
            if (!api.equals("OFFSET_COMMIT")) {
                differences.add("only " + COMMITS_REFUSED + " offset commits are refused, and heartbeats are answered");
            }
            commit(
                    fault,
                    FaultKind.COMMIT_REFUSED,
                    Integer.parseInt(fault.settings().getOrDefault("n", Integer.toString(COMMITS_REFUSED))));
        }

        /** Faults of requests to Kafka strike at the next such request. */
        private void commit(FaultSpec fault, FaultKind kind, int times) {
            add(fault, kind, TriggerSpec.at(FaultPoint.OFFSET_COMMIT_REQUEST).onFirst(times));
        }

        private void lost(FaultSpec fault) {
            boolean cut = fault.kind().equals("request.cut");
            if (fault.trigger().point() == FaultPoint.TARGET_ACK) {
                if (cut) {
                    differences.add(
                            "the client waits for the answer in vain, instead of being told that the session is over");
                }
                add(fault, FaultKind.TARGET_ACK_LOST);
            } else {
                add(fault, cut ? FaultKind.TARGET_SESSION_LOST : FaultKind.TARGET_REQUEST_LOST);
            }
            // The client gives up by itself.
            contain(followers(fault), "link.reset");
        }

        /** The session is lost with the answer, and nobody can connect for a moment. */
        private void restarted(FaultSpec fault) {
            differences.add("one session ends and one connection is refused, while sessions of other tasks go on");
            add(fault, FaultKind.TARGET_ACK_LOST);
            FaultSpec connections = new FaultSpec(fault.id() + "-connect", fault.kind(), fault.trigger(), Map.of());
            add(
                    connections,
                    FaultKind.CONNECT_REFUSED,
                    TriggerSpec.at(FaultPoint.TARGET_CONNECT).after(fault.id()));
        }
    }
}

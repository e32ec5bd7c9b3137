package dev.sinkproof.simulation.run;

import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.connect.TaskFactory;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.simulation.subject.Deployment;
import dev.sinkproof.simulation.subject.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.runtime.ConnectRuntime;
import org.apache.kafka.connect.runtime.ErrorHandling;

/**
 * Runs a subject through schedules, in Connect's real task runner, on the caller's thread and in virtual time. What happens
 * depends on the subject and the schedule only.
 *
 * <p>Life cycle: any number of runs one after another, closed once. Used by one thread.
 */
public final class Simulator implements AutoCloseable {
    /** Workloads that are kept, as exploring uses the same few again and again. */
    private static final int SOURCES_MAX = 64;

    private final Subject subject;
    private final ConnectRuntime runtime = new ConnectRuntime();
    private final ErrorHandling errors;
    private final Map<Topology, Source> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Topology, Source> eldest) {
            return size() > SOURCES_MAX;
        }
    };

    public Simulator(Subject subject) {
        this.subject = Objects.requireNonNull(subject, "subject");
        this.errors = ErrorHandling.of(subject.spec().config());
    }

    public Subject subject() {
        return subject;
    }

    /** One run, from the first start of the tasks until everything is delivered and stands still, or nothing moves any more. */
    public SimulatedRun run(Schedule schedule) {
        VirtualClock clock = new VirtualClock();
        Source source = source(schedule.topology());
        try (Deployment deployment = subject.deploy(clock)) {
            Cluster cluster = new Cluster(
                    schedule.topology(),
                    new ScheduleInjector(schedule),
                    source,
                    deployment,
                    new TaskFactory(runtime, subject, errors, source, clock),
                    clock);
            cluster.startAll();
            cluster.runToTheEnd();
            return new SimulatedRun(
                    schedule,
                    plan(schedule, source, cluster),
                    source.ledger(),
                    new SimulatedRun.Target(deployment.snapshot(), deployment.history()),
                    cluster,
                    cluster.recovery());
        }
    }

    /** Only what decides the records decides the source. */
    private Source source(Topology topology) {
        Topology relevant = Topology.DEFAULT;
        for (Dimension dimension : List.of(
                Dimension.PARTITIONS,
                Dimension.RECORDS,
                Dimension.KEYS,
                Dimension.GAP,
                Dimension.SEED,
                Dimension.POISON)) {
            relevant = relevant.with(dimension, topology.get(dimension));
        }
        return sources.computeIfAbsent(
                relevant, made -> Source.of(made, subject.contract().writeModel()));
    }

    private Plan plan(Schedule schedule, Source source, Cluster cluster) {
        List<FaultSpec> faults =
                cluster.outcomes().stream().map(FaultOutcome::fault).toList();
        return new Plan(
                Plan.SCHEMA_VERSION,
                "simulated",
                new ScenarioSpec(
                        "simulated",
                        schedule.toString(),
                        "a schedule of faults, simulated",
                        "It was found by exploration.",
                        schedule.topology().get(Dimension.WORKERS),
                        schedule.topology().get(Dimension.TASKS),
                        faults),
                subject.spec(),
                source.spec(),
                "simulated",
                Source.TOPIC,
                Timings.tested());
    }

    @Override
    public void close() {
        runtime.close();
    }
}

package dev.sinkproof.simulation.run;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.connect.TaskFactory;
import dev.sinkproof.simulation.schedule.Dimension;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.source.Source;
import dev.sinkproof.simulation.subject.Deployment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.ConnectRuntime;
import org.apache.kafka.connect.runtime.ErrorHandling;

/**
 * Carries out plans, of any number of subjects one after another, as {@link Simulator} does schedules. What happens depends on the case only.
 *
 * <p>Life cycle: any number of runs, closed once. Used by one thread.
 */
public final class CaseSimulator implements AutoCloseable {
    /** Workloads that are kept: a catalogue has a few, which every subject goes through. */
    private static final int SOURCES_MAX = 64;

    private final ConnectRuntime runtime = new ConnectRuntime();
    private final Map<Produced, Source> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Produced, Source> eldest) {
            return size() > SOURCES_MAX;
        }
    };

    /** What decides the records. */
    private record Produced(WorkloadSpec workload, int gap, WriteModel model) {
        Source source() {
            return Source.of(workload, gap, model);
        }
    }

    /** One run, from the first start of the tasks until everything is delivered and stands still, or nothing moves any more, or is to be judged as it is. */
    public SimulatedRun run(SimulatedCase planned) {
        VirtualClock clock = new VirtualClock();
        Topology topology = planned.topology();
        Source source = sources.computeIfAbsent(
                new Produced(
                        planned.plan().workload(),
                        topology.get(Dimension.GAP),
                        planned.plan().subject().contract().writeModel()),
                Produced::source);
        ErrorHandling errors = ErrorHandling.of(planned.plan().subject().config());
        try (Deployment deployment = planned.subject().deploy(clock)) {
            Cluster cluster = new Cluster(
                    topology,
                    new CaseInjector(planned.faults()),
                    source,
                    deployment,
                    new TaskFactory(runtime, planned.subject(), errors, source, clock),
                    clock);
            if (planned.plan().scenario().setup().asLeft()) {
                cluster.endWithTheLastFault();
            }
            cluster.startAll();
            cluster.runToTheEnd();
            return new SimulatedRun(
                    new Schedule(topology, List.of()),
                    planned.plan(),
                    source.ledger(),
                    new SimulatedRun.Target(deployment.snapshot(), deployment.history()),
                    cluster,
                    cluster.recovery());
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}

package dev.sinkproof.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.environment.Environments;
import dev.sinkproof.environment.embedded.EmbeddedEnvironment;
import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Plan;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.run.Progress;
import dev.sinkproof.run.Suite;
import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether what the simulation shows is true: the reference sink on the same schedules in the simulation and on a real broker, real workers
 * and a real PostgreSQL. Where they may differ, docs/fidelity.md says why.
 */
@Tag("slow")
class FidelityIT {
    private static final long SEED = 1;

    @TempDir
    private static Path out;

    private static Environment environment;
    private static final Map<String, SimulatedSubjects> SUBJECTS = new TreeMap<>();
    private static final Map<String, Simulator> SIMULATORS = new TreeMap<>();
    private static int runs;

    @BeforeAll
    static void start() throws IOException {
        List<SubjectSpec> specs = new ArrayList<>();
        for (String sink : ComparedSchedules.SINKS) {
            specs.add(BundledSubject.named(sink));
        }
        environment = EmbeddedEnvironment.start(specs, out.resolve("logs"), step -> {});
    }

    @AfterAll
    static void stop() throws IOException {
        SIMULATORS.values().forEach(Simulator::close);
        for (SimulatedSubjects subject : SUBJECTS.values()) {
            subject.close();
        }
        environment.close();
    }

    static Stream<Compared> few() {
        return ComparedSchedules.few();
    }

    static Stream<Compared> all() {
        return ComparedSchedules.all();
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(all().distinct()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("few")
    void real_processes_do_what_the_simulation_does(Compared compared) throws IOException {
        requireSame(compared);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("all")
    void real_processes_do_what_the_simulation_does_on_every_schedule(Compared compared) throws IOException {
        requireSame(compared);
    }

    private static void requireSame(Compared compared) throws IOException {
        Behaviour simulated = simulated(compared);
        Behaviour real = real(compared);

        assertThat(simulated.differences(real, compared.mayDiffer()))
                .as("%s on %s, simulated but real", compared.sink(), compared.schedule())
                .isEmpty();
    }

    private static Behaviour simulated(Compared compared) throws IOException {
        SimulatedRun run = simulator(compared.sink()).run(compared.schedule());
        Oracle.Verdict verdict = new Oracle().judge(run);
        return Behaviour.of(
                run, verdict.judgement().outcome(), kinds(verdict.judgement().anomalies()));
    }

    private static Simulator simulator(String sink) throws IOException {
        if (!SIMULATORS.containsKey(sink)) {
            SimulatedSubjects subject =
                    SimulatedSubjects.start(BundledSubject.named(sink), out.resolve("simulated-" + sink));
            SUBJECTS.put(sink, subject);
            SIMULATORS.put(sink, new Simulator(subject.subject()));
        }
        return SIMULATORS.get(sink);
    }

    private static Behaviour real(Compared compared) throws IOException {
        SubjectSpec subject = BundledSubject.named(compared.sink());
        String run = "fidelity_" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "_" + ++runs;
        Plan plan = EmbeddedPlan.of(subject, compared.schedule())
                .plan(subject, run, run, environment.id(), environment.testedSettings());
        Path folder = out.resolve(run);
        Suite.Settings settings = new Suite.Settings(folder, SEED, "test", "mvn verify", List.of());
        CaseResult result = new Suite(Environments.of(environment), subject, settings, Progress.NONE)
                .run(List.of(plan))
                .cases()
                .get(0);
        assertThat(result.faults())
                .as("%s on %s", compared.sink(), compared.schedule())
                .extracting(FaultOutcome::status)
                .allMatch(FaultOutcome.Status.FIRED::equals);
        List<Anomaly> anomalies = result.checks().stream()
                .flatMap(check -> check.anomalies().stream())
                .toList();
        return Behaviour.of(RunEvidence.in(folder.resolve(result.runDirectory())), result.outcome(), kinds(anomalies));
    }

    private static Set<dev.sinkproof.model.AnomalyKind> kinds(List<Anomaly> anomalies) {
        return anomalies.stream().map(Anomaly::kind).collect(Collectors.toSet());
    }

    /**
     * A schedule that is run in both environments.
     *
     * @param sink a mode of the reference sink
     * @param mayDiffer aspects that cannot be the same, see docs/fidelity.md
     */
    record Compared(String sink, Schedule schedule, Set<Behaviour.Aspect> mayDiffer) {
        @Override
        public String toString() {
            return sink + " " + schedule;
        }
    }
}

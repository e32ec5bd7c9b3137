package dev.sinkproof.jmh;

import dev.sinkproof.simulation.explore.Oracle;
import dev.sinkproof.simulation.explore.RandomSchedules;
import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.schedule.Topology;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fault schedules a second on one core: two tasks in Connect's real runner, four partitions, 100 records, five faults, a target in
 * memory. Schedules differ from one operation to the next, as they do when exploring. A counted record is one of the source log.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 8, time = 5)
@Measurement(iterations = 5, time = 5)
public class SimulationBenchmark {
    private static final int SCHEDULES = 256;

    @Param({"memory-append", "memory-upsert", "memory-exactly-once"})
    public String sink;

    private final Oracle oracle = new Oracle();
    private final List<Schedule> schedules = new ArrayList<>();
    private Simulator simulator;
    private int next;

    @Setup
    public void open() {
        Logs.quiet();
        simulator = new Simulator(subject());
        RandomSchedules drawn = new RandomSchedules(1);
        while (schedules.size() < SCHEDULES) {
            Schedule schedule = drawn.next();
            if (schedule.faults().size() == RandomSchedules.FAULTS_MAX) {
                schedules.add(new Schedule(Topology.DEFAULT, schedule.faults()));
            }
        }
    }

    private Subject subject() {
        return CorrectSinks.all().stream()
                .filter(subject -> subject.name().equals(sink))
                .findFirst()
                .orElseThrow();
    }

    /** One run without its judgement. */
    @Benchmark
    public SimulatedRun run(RecordCounter counter) {
        counter.records += Topology.DEFAULT.records();
        return simulator.run(schedules.get(next++ % SCHEDULES));
    }

    /** One run and its judgement. @throws IllegalStateException when a correct sink is blamed */
    @Benchmark
    public Oracle.Verdict explore(RecordCounter counter) {
        Oracle.Verdict verdict = oracle.judge(run(counter));
        if (!verdict.violations().isEmpty()) {
            throw new IllegalStateException(verdict.judgement().sentence());
        }
        return verdict;
    }

    @TearDown
    public void close() {
        simulator.close();
    }
}

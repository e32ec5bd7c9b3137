package dev.sinkproof.jmh;

import dev.sinkproof.simulation.run.SimulatedRun;
import dev.sinkproof.simulation.run.Simulator;
import dev.sinkproof.simulation.schedule.Schedule;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an incarnation of a task costs, at most: a whole simulated run of one task over one record. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 8, time = 5)
@Measurement(iterations = 5, time = 5)
public class IncarnationBenchmark {
    private static final Schedule ONE = Schedule.parse("workers=1,tasks=1,partitions=1,records=1,keys=1");

    private Simulator simulator;

    @Setup
    public void open() {
        Logs.quiet();
        simulator = new Simulator(CorrectSinks.APPEND);
    }

    @Benchmark
    public SimulatedRun run() {
        return simulator.run(ONE);
    }

    @TearDown
    public void close() {
        simulator.close();
    }
}

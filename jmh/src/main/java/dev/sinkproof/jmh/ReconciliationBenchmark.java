package dev.sinkproof.jmh;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Judging a run: every row of the target is told apart, its fields are compared with what the workload says, and all
 * checkers conclude. The rows are in memory; reading them from a target is not part of it. A counted record is a row.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class ReconciliationBenchmark {
    @Param("1000000")
    public int rows;

    @Param({"APPEND", "UPSERT"})
    public WriteModel model;

    private final Judge judge = new Judge();
    private FaultlessRun run;

    @Setup
    public void makeRun() throws IOException {
        run = FaultlessRun.of(model, rows);
    }

    /** @throws IllegalStateException when the verdict is another than PASS: then something else was measured */
    @Benchmark
    public Judgement judge(RecordCounter counter) {
        Judgement judgement = judge.judge(run);
        if (judgement.outcome() != Outcome.PASS) {
            throw new IllegalStateException(judgement.sentence());
        }
        counter.records += rows;
        return judgement;
    }
}

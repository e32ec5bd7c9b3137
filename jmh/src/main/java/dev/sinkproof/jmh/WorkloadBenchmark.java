package dev.sinkproof.jmh;

import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.workload.ExpectedRecord;
import dev.sinkproof.workload.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Computing records of the source log again, which is kept as a seed: with all fields, and the two questions that accounting asks of each row
 * of a keyed target. Ordinals are spread over the partition, as a target's rows are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WorkloadBenchmark {
    private static final int RECORDS = 1_000_000;
    /** Has no factor in common with the number of records, so that every one has its turn. */
    private static final int STRIDE = 7_919;

    private final Workload workload =
            new Workload(new WorkloadSpec(1, 1, RECORDS, RECORDS / 2, 0, 0), RecordFeed.TOPIC, WriteModel.UPSERT);
    private int ordinal;

    private int next() {
        ordinal = (ordinal + STRIDE) % RECORDS;
        return ordinal;
    }

    @Benchmark
    public ExpectedRecord record() {
        return workload.record(0, next());
    }

    @Benchmark
    public int keyOf() {
        return workload.keyOf(0, next());
    }

    @Benchmark
    public long previousOrdinal() {
        return workload.previousOrdinal(0, next());
    }
}

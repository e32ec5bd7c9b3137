package dev.sinkproof.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks in short: that they run and check what they wrote. Their figures here mean nothing. */
@Tag("slow")
class BenchmarksIT {
    @Test
    void sinkIsMeasuredInEachMode() throws RunnerException {
        Collection<RunResult> results = run(quick(JdbcSinkBenchmark.class).param("batchSize", "100"));

        assertMeasured(results, SinkMode.values().length);
    }

    @Test
    void limitOfTheDriverIsMeasuredBothWays() throws RunnerException {
        Collection<RunResult> results = run(quick(DriverLimitBenchmark.class).param("batchSize", "100"));

        assertMeasured(results, 3);
    }

    @Test
    void recordsOfAnySizeAreMeasuredOverANetworkThatTakesItsTime() throws RunnerException {
        Collection<RunResult> results = run(quick(JdbcSinkBenchmark.class)
                .param("batchSize", "100")
                .param("mode", SinkMode.AT_LEAST_ONCE_APPEND.name())
                .param("record", "1024")
                .param("latencyMillis", "5"));

        assertMeasured(results, 1);
        RunResult result = results.iterator().next();
        double records = result.getSecondaryResults().get("records").getScore();
        assertThat(result.getSecondaryResults().get("bytes").getScore() / records)
                .isBetween(1_024.0, 1_100.0);
        assertThat(result.getPrimaryResult().getScore())
                .as("transactions a second, when each has a round trip of 5 ms at least")
                .isLessThan(200);
    }

    @Test
    void theObjectSinkIsMeasuredInEachFormat() throws RunnerException {
        Collection<RunResult> results = run(quick(S3SinkBenchmark.class).param("batchSize", "100"));

        assertMeasured(results, 3);
    }

    @Test
    void whatTheObjectSinkCannotDoWithoutIsMeasured() throws RunnerException {
        Collection<RunResult> results =
                run(quick(S3LimitBenchmark.class).param("batchSize", "100").param("format", "json"));

        assertMeasured(results, 2);
    }

    @Tag("full")
    @Test
    void anObjectInPartsIsMeasured() throws RunnerException {
        Collection<RunResult> results = run(new OptionsBuilder()
                .parent(quick(S3SinkBenchmark.class).build())
                .include(S3LimitBenchmark.class.getName() + ".upload")
                .param("batchSize", "1000")
                .param("record", "10240")
                .param("format", "json"));

        assertMeasured(results, 2);
    }

    @Test
    void theHarnesssOwnWorkIsMeasured() throws RunnerException {
        assertThat(run(new OptionsBuilder()
                        .parent(quick(WorkloadBenchmark.class).build())
                        .include(TimelineBenchmark.class.getName())))
                .hasSize(4)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void reconciliationIsMeasuredForBothWriteModels() throws RunnerException {
        Collection<RunResult> results = run(quick(ReconciliationBenchmark.class).param("rows", "4000"));

        assertMeasured(results, 2);
    }

    @Tag("full")
    @Test
    void loopOfATaskIsMeasuredWithAndWithoutATarget() throws RunnerException {
        Collection<RunResult> results = run(quick(AgentBenchmark.class));

        assertMeasured(results, 2);
    }

    @Tag("full")
    @Test
    void linkIsMeasuredOnEachPath() throws RunnerException {
        Collection<RunResult> results = run(quick(LinkBenchmark.class));

        assertThat(results)
                .hasSize(2 * LinkPath.values().length)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Tag("full")
    @Test
    void theKafkaProxyIsMeasuredBesideTheDirectWay() throws RunnerException {
        Collection<RunResult> results = run(quick(KafkaProxyBenchmark.class));

        // Each way: produce and fetch on average, request on average and in samples.
        assertThat(results)
                .hasSize(8)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Tag("full")
    @Test
    void simulationIsMeasuredForASink() throws RunnerException {
        Collection<RunResult> results = run(quick(SimulationBenchmark.class).param("sink", "memory-append"));

        assertMeasured(results, 2);
    }

    @Tag("full")
    @Test
    void anIncarnationIsMeasured() throws RunnerException {
        assertThat(run(quick(IncarnationBenchmark.class)))
                .singleElement()
                .satisfies(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    /** In this process: a fork would need the class path that Failsafe hides in a manifest. */
    private static ChainedOptionsBuilder quick(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(200))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static void assertMeasured(Collection<RunResult> results, int count) {
        assertThat(results).hasSize(count).allSatisfy(result -> {
            double operations = result.getPrimaryResult().getScore();
            double records = result.getSecondaryResults().get("records").getScore();
            assertThat(operations).isPositive();
            // Every operation here is of 100 records or more.
            assertThat(records).isGreaterThanOrEqualTo(operations * 99);
        });
    }
}

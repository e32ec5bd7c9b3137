package dev.sinkproof.jmh;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.runtime.SinkTaskLoop;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Connect's real loop around a sink task, from poll to the end of put, {@value #BATCH} records each time. Says nothing of the agent
 * by itself: {@link AgentCost} runs it in JVMs with and without one.
 *
 * <p>{@code JDBC} puts into the reference sink and a real PostgreSQL; what the agent costs there is the question. {@code NOWHERE}
 * puts into a task that does nothing: the difference that an agent makes there is the agent's own time, and shows where that of
 * PostgreSQL and of a busy machine would hide it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AgentBenchmark {
    static final int BATCH = 500;

    /** Where the records go. */
    public enum Into {
        JDBC,
        NOWHERE
    }

    @Param
    public Into into;

    private final RecordFeed feed = new RecordFeed();
    private DurablePostgres postgres;
    private SinkTaskLoop loop;
    private long put;

    /** The thread has the name that Connect gives to a task's, by which the agent knows the task. */
    @Setup(Level.Trial)
    public void start() throws IOException, SQLException {
        Logs.quiet();
        Thread.currentThread().setName("task-thread-" + RecordFeed.TOPIC + "-0");
        loop = into == Into.JDBC ? intoPostgres() : start(new Nowhere(), Map.of("topics", RecordFeed.TOPIC));
        loop.iterate();
    }

    private SinkTaskLoop intoPostgres() throws IOException, SQLException {
        postgres = DurablePostgres.start();
        return start(new JdbcSinkTask(), SinkMode.AT_LEAST_ONCE_APPEND.settings(postgres.url()));
    }

    private SinkTaskLoop start(SinkTask task, Map<String, String> settings) {
        return SinkTaskLoop.start(
                task,
                settings,
                RecordFeed.PARTITION,
                feed.converter(true),
                feed.converter(false),
                () -> feed.nextRaw(BATCH));
    }

    @Setup(Level.Iteration)
    public void emptyTable() throws SQLException {
        put = 0;
        if (postgres != null) {
            postgres.empty(RecordFeed.TOPIC);
        }
    }

    @Benchmark
    public void iterate(RecordCounter counter, ProcessorTime processor) {
        loop.iterate();
        counter.records += BATCH;
        put += BATCH;
        processor.operation();
    }

    @TearDown(Level.Iteration)
    public void checkTable() throws SQLException {
        if (postgres != null) {
            postgres.require(put, "SELECT count(*) FROM " + RecordFeed.TOPIC);
        }
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException, SQLException {
        try (DurablePostgres closing = postgres) {
            loop.stop();
        }
    }

    /** Takes everything, and does nothing. */
    private static final class Nowhere extends SinkTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public void stop() {}
    }
}

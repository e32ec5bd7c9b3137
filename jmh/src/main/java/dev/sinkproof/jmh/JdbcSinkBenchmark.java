package dev.sinkproof.jmh;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * The reference JDBC sink from {@code put} to durable in PostgreSQL. One {@code put} is one transaction.
 *
 * <p>In append modes the table is empty when an iteration starts; where records replace rows, it has a row for each key, so
 * every record that is measured is an update. Building the records is not measured: one {@code put} takes a commit to disk,
 * so the two clock readings that this costs are far below it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class JdbcSinkBenchmark {
    @Param({"1", "10", "100", "500", "1000", "5000", "10000"})
    public int batchSize;

    @Param
    public SinkMode mode;

    /** {@value RecordFeed#WORKLOAD}, or the characters of each record's text. */
    @Param(RecordFeed.WORKLOAD)
    public String record;

    /** Of a round trip to the database, in addition to what the machine takes itself. */
    @Param("0")
    public int latencyMillis;

    private RecordFeed feed;
    private DurablePostgres postgres;
    private LinkPath.Way way;
    private SinkTask task;
    private List<SinkRecord> batch;
    private long batchBytes;
    private long appended;

    /** The first round makes the tables. */
    @Setup(Level.Trial)
    public void startTask() throws IOException, SQLException {
        Logs.quiet();
        feed = new RecordFeed(record);
        postgres = DurablePostgres.start();
        way = LinkPath.DIRECT.to(postgres.address(), latencyMillis);
        task = mode.start(postgres.url(way.address()));
        putRound();
    }

    @Setup(Level.Iteration)
    public void resetTable() throws SQLException {
        postgres.empty(RecordFeed.TOPIC);
        appended = 0;
        if (mode.replaces()) {
            putRound();
        }
    }

    private void putRound() {
        task.put(feed.next(RecordFeed.ROUND));
    }

    @Setup(Level.Invocation)
    public void takeBatch() {
        batchBytes = feed.bytes(feed.nextOffset(), batchSize);
        batch = feed.next(batchSize);
    }

    @Benchmark
    public void put(RecordCounter counter) {
        task.put(batch);
        counter.count(batchSize, batchBytes);
        appended += batchSize;
    }

    /** A sink that is fast because it leaves something out fails here. */
    @TearDown(Level.Iteration)
    public void checkTable() throws SQLException {
        postgres.require(mode.replaces() ? RecordFeed.ROUND : appended, "SELECT count(*) FROM " + RecordFeed.TOPIC);
        postgres.require(feed.nextOffset() - 1, "SELECT max(__source_offset) FROM " + RecordFeed.TOPIC);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException, SQLException {
        try (DurablePostgres closing = postgres) {
            task.close(List.of(RecordFeed.PARTITION));
            task.stop();
            way.close();
        }
    }
}

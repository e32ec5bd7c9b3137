package dev.sinkproof.jmh;

import dev.sinkproof.sinks.s3.S3SinkTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
 * The reference S3 sink from {@code put} to an object that can be read. One {@code put} is one object of {@link #batchSize} records, on a real
 * S3 server in a process of its own; larger ones than {@value ObjectTarget#PART_BYTES} bytes go up in parts.
 *
 * <p>What is possible at most is told by {@link S3LimitBenchmark}, with the same records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class S3SinkBenchmark {
    /** Records of an object. */
    @Param({"100", "1000", "10000", "100000"})
    public int batchSize;

    @Param({"json", "avro", "parquet"})
    public String format;

    /** {@value RecordFeed#WORKLOAD}, or the characters of each record's text. */
    @Param(RecordFeed.WORKLOAD)
    public String record;

    /** Of a round trip to the server, in addition to what the machine takes itself. */
    @Param("0")
    public int latencyMillis;

    private RecordFeed feed;
    private ObjectTarget target;
    private SinkTask task;
    private List<SinkRecord> batch;
    private long batchBytes;
    private long objects;

    @Setup(Level.Trial)
    public void startTask() throws IOException {
        Logs.quiet();
        feed = new RecordFeed(record);
        target = ObjectTarget.start(latencyMillis);
        task = new S3SinkTask();
        Map<String, String> settings = target.settings(format, batchSize);
        task.initialize(new LoneTaskContext(settings));
        task.start(settings);
        task.open(List.of(RecordFeed.PARTITION));
    }

    /** Objects go before each iteration, so that the server's disk does not fill. */
    @Setup(Level.Iteration)
    public void emptyBucket() {
        target.empty();
        objects = 0;
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
        objects++;
    }

    /** A sink that is fast because it leaves something out, or has yet to upload it, fails here. */
    @TearDown(Level.Iteration)
    public void checkObjects() {
        target.require(objects, objects * batchSize);
        OffsetAndMetadata durable = task.preCommit(
                        Map.of(RecordFeed.PARTITION, new OffsetAndMetadata(feed.nextOffset())))
                .get(RecordFeed.PARTITION);
        if (durable == null || durable.offset() != feed.nextOffset()) {
            throw new IllegalStateException("the sink has been given records up to " + feed.nextOffset()
                    + ", but says that it is durable up to " + durable);
        }
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        try (ObjectTarget closing = target) {
            task.close(List.of(RecordFeed.PARTITION));
            task.stop();
        }
    }
}

package dev.sinkproof.jmh;

import dev.sinkproof.sinks.s3.EncodedRecords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
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
 * What {@link S3SinkBenchmark} cannot do without, for the same records and objects: encoding them, and sending the same bytes, ready made in
 * memory, in one request or in parts. Who does one after the other can do {@code 1 / (1 / encode + 1 / upload)} records a second at most.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class S3LimitBenchmark {
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
    private EncodedRecords encoder;
    private List<SinkRecord> batch;
    private long batchBytes;
    private byte[] encoded;
    private long objects;

    @Setup(Level.Trial)
    public void encodeOnce() throws IOException {
        Logs.quiet();
        feed = new RecordFeed(record);
        target = ObjectTarget.start(latencyMillis);
        Map<String, String> settings = target.settings(format, batchSize);
        encoder = new EncodedRecords(settings);
        batchBytes = feed.bytes(feed.nextOffset(), batchSize);
        batch = feed.next(batchSize);
        encoded = encoder.bytes(batch);
    }

    @Setup(Level.Iteration)
    public void emptyBucket() {
        target.empty();
        objects = 0;
    }

    @Benchmark
    public void encode(RecordCounter counter) throws IOException {
        long size = encoder.encode(batch);
        if (size != encoded.length) {
            throw new IllegalStateException("the same records made " + encoded.length + " bytes, then " + size);
        }
        counter.count(batchSize, batchBytes);
    }

    @Benchmark
    public void upload(RecordCounter counter) {
        target.upload("object-" + objects++, encoded, batchSize);
        counter.count(batchSize, batchBytes);
    }

    @TearDown(Level.Iteration)
    public void checkObjects() {
        target.require(objects, objects * batchSize);
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        target.close();
    }
}

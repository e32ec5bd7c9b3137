package dev.sinkproof.jmh;

import dev.sinkproof.environment.embedded.LoneBroker;
import dev.sinkproof.kafka.proxy.NoRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
 * The Kafka proxy without rules beside the broker's direct listener: the same clients, the same broker, one run.
 *
 * <p>{@code produce} sends and flushes {@value #BATCH} records, {@code fetch} reads as many, {@code request} asks for a committed
 * position, which is one small request and its answer.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class KafkaProxyBenchmark {
    private static final int BATCH = 2000;
    private static final int RECORD_BYTES = 1024;
    private static final String TOPIC = "benchmark";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int POLLS_MAX = 60;

    /** How clients reach the broker. */
    public enum Way {
        DIRECT,
        PROXIED
    }

    @Param
    public Way way;

    private LoneBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;

    @Setup(Level.Trial)
    public void start() throws IOException, ExecutionException, InterruptedException {
        Logs.quiet();
        broker = LoneBroker.start(Path.of("target", "kafka-proxy-benchmark"), new NoRules());
        broker.log().create(TOPIC, 1);
        String address =
                way == Way.DIRECT ? broker.bootstrapServers() : broker.proxy().bootstrapServers();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "batch.size", 64 * 1024, "linger.ms", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "group.id", "benchmark", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(PARTITION));
        // What fetch reads again and again.
        send();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public void produce(RecordCounter counter) throws ExecutionException, InterruptedException {
        send();
        counter.records += BATCH;
    }

    private void send() throws ExecutionException, InterruptedException {
        byte[] value = new byte[RECORD_BYTES];
        java.util.concurrent.Future<?> last = null;
        for (int i = 0; i < BATCH; i++) {
            last = producer.send(new ProducerRecord<>(TOPIC, 0, null, value));
        }
        producer.flush();
        last.get();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public void fetch(RecordCounter counter) {
        consumer.seek(PARTITION, 0);
        int read = 0;
        for (int polls = 0; read < BATCH; polls++) {
            if (polls == POLLS_MAX) {
                throw new IllegalStateException("read " + read + " of " + BATCH + " records in " + polls + " polls");
            }
            read += consumer.poll(POLL).count();
        }
        counter.records += read;
    }

    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    public Object request() {
        return consumer.committed(java.util.Set.of(PARTITION));
    }

    @TearDown(Level.Trial)
    public void stop() throws IOException {
        try (LoneBroker closing = broker) {
            producer.close();
            consumer.close();
        }
    }
}

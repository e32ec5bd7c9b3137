package dev.sinkproof.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.Irregularity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Produces a workload to its topic in a thread of its own and takes down what became of each record.
 *
 * <p>Life cycle: {@link #start} returns at once; {@link #await} waits for the end and gives the ledger; {@link #cancel} ends
 * production early, and the ledger then holds what was attempted. {@link #close} cancels and waits. All methods may be called
 * from any thread.
 */
public final class WorkloadProducer implements Production {
    /** How long records that are under way are waited for after a cancel. */
    public static final Duration CANCEL_FLUSH_MAX = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(WorkloadProducer.class);
    /** How many times a run tells how far it is. */
    private static final long MILESTONES = 100;

    private static final int FAILURES_LOGGED_MAX = 10;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Workload workload;
    private final RecordFormat format;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final SourceLog sourceLog;
    private final SourceTopics topics;
    private final LedgerRecorder recorder;
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    /** The highest ordinal that is acknowledged, by partition; -1 where none is. */
    private final AtomicLongArray highest;

    private final MilestoneListener milestones;
    private final long milestoneEvery;
    private static final Duration ONE_MORE_MAX = Duration.ofSeconds(30);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final IrregularListener irregular;
    private volatile String waitsFor = "";
    private volatile boolean cancelled;
    private volatile Throwable failure;

    /** Told of irregular records, on the producer's thread. */
    @FunctionalInterface
    public interface IrregularListener {
        /** Kafka acknowledged one at this offset. */
        void acknowledged(Irregularity irregularity, int partition, long offset);
    }

    /** Told about a hundred times a run how far it is, on a thread of the producer, which it must not block. */
    @FunctionalInterface
    public interface MilestoneListener {
        MilestoneListener NONE = (acknowledged, slowest, highest) -> {};

        /**
         * So many are acknowledged.
         *
         * @param acknowledged records, of the whole run
         * @param slowest of the acknowledgements since the milestone before
         * @param highest ordinal that is acknowledged, by partition; those without any are left out
         */
        void reached(long acknowledged, Duration slowest, Map<Integer, Long> highest);
    }

    WorkloadProducer(Workload workload, Producer<byte[], byte[]> producer, SourceLog sourceLog) {
        this(workload, producer, sourceLog, (irregularity, partition, offset) -> {});
    }

    /** With a producer for each topic of that name: one keeps what it knows of the first. */
    WorkloadProducer(Workload workload, Supplier<Producer<byte[], byte[]>> producers, SourceLog sourceLog) {
        this(
                workload,
                RecordFormat.JSON,
                producers,
                sourceLog,
                (irregularity, partition, offset) -> {},
                MilestoneListener.NONE);
    }

    WorkloadProducer(
            Workload workload, Producer<byte[], byte[]> producer, SourceLog sourceLog, IrregularListener irregular) {
        this(workload, RecordFormat.JSON, () -> producer, sourceLog, irregular, MilestoneListener.NONE);
    }

    WorkloadProducer(
            Workload workload,
            RecordFormat format,
            Supplier<Producer<byte[], byte[]>> producers,
            SourceLog sourceLog,
            IrregularListener irregular,
            MilestoneListener milestones) {
        this.irregular = Objects.requireNonNull(irregular, "irregular");
        this.milestones = Objects.requireNonNull(milestones, "milestones");
        this.milestoneEvery = Math.max(1, workload.spec().records() / MILESTONES);
        this.workload = Objects.requireNonNull(workload, "workload");
        this.format = Objects.requireNonNull(format, "format");
        this.topics = new SourceTopics(workload.spec(), workload.topic());
        this.producers = Objects.requireNonNull(producers, "producers");
        this.sourceLog = Objects.requireNonNull(sourceLog, "sourceLog");
        this.recorder = new LedgerRecorder(workload.topic(), workload.spec().partitions());
        this.highest = new AtomicLongArray(workload.spec().partitions());
        IntStream.range(0, highest.length()).forEach(partition -> highest.set(partition, Ledger.NONE));
        this.thread = new Thread(this::run, "workload-" + workload.topic());
        this.thread.setDaemon(true);
    }

    /**
     * Starts to produce. The topic must have been created with the workload's number of partitions.
     *
     * @param clientConfig how to reach Kafka: at least {@code bootstrap.servers}; it applies to producer and admin client
     * @param irregular told of every irregular record that Kafka acknowledged
     */
    public static WorkloadProducer start(
            Workload workload, Map<String, Object> clientConfig, IrregularListener irregular) {
        return start(workload, RecordFormat.JSON, clientConfig, irregular, MilestoneListener.NONE);
    }

    /**
     * As {@link #start(Workload, Map, IrregularListener)}, in a format, and tells about a hundred times how far it is.
     *
     * @param format of the records
     * @param milestones told of them
     */
    public static WorkloadProducer start(
            Workload workload,
            RecordFormat format,
            Map<String, Object> clientConfig,
            IrregularListener irregular,
            MilestoneListener milestones) {
        SourceLog log =
                new AdminSourceLog(Admin.create(clientConfig), new SourceTopics(workload.spec(), workload.topic()));
        Supplier<Producer<byte[], byte[]>> producers = () ->
                new KafkaProducer<>(producerConfig(clientConfig), new ByteArraySerializer(), new ByteArraySerializer());
        return new WorkloadProducer(workload, format, producers, log, irregular, milestones).begin();
    }

    private static Map<String, Object> producerConfig(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return config;
    }

    WorkloadProducer begin() {
        thread.start();
        return this;
    }

    /** Records sent so far. */
    public long attempted() {
        return recorder.attempted();
    }

    /** Records acknowledged so far. */
    public long acknowledged() {
        return recorder.acknowledged();
    }

    @Override
    public boolean ended() {
        return ended.getCount() == 0;
    }

    /** Sends no more; what is under way is waited for up to {@link #CANCEL_FLUSH_MAX}, then its outcome is UNKNOWN. */
    public void cancel() {
        cancelled = true;
        LockSupport.unpark(thread);
    }

    @Override
    public Ledger await(Duration timeout) throws InterruptedException, TimeoutException {
        if (!ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("waited " + timeout.toSeconds() + " s for all records of " + workload.topic()
                    + " to be produced: " + workload.spec().records() + " planned, " + attempted() + " sent, "
                    + acknowledged() + " acknowledged" + waitsFor);
        }
        if (failure != null) {
            throw new IllegalStateException(
                    "producing to " + workload.topic() + " failed: " + failure.getMessage(), failure);
        }
        return recorder.toLedger();
    }

    @Override
    public Optional<Ledger> oneMore(Set<Integer> partitions) throws IOException {
        Producer<byte[], byte[]> producer = producers.get();
        try (RecordSerializer serializer = new RecordSerializer(workload, format)) {
            for (int partition : partitions) {
                oneMore(producer, serializer, partition);
            }
        } finally {
            producer.close(CANCEL_FLUSH_MAX);
        }
        return Optional.of(recorder.toLedger());
    }

    private void oneMore(Producer<byte[], byte[]> producer, RecordSerializer serializer, int partition)
            throws IOException {
        long ordinal = workload.spec().recordsPerPartition();
        byte[] key = serializer.key(partition, ordinal);
        byte[] value = serializer.value(partition, ordinal);
        recorder.attempt(partition, ordinal);
        CompletableFuture<Long> answer = new CompletableFuture<>();
        try {
            // The callback tells everything that the future would.
            var unused = producer.send(record(partition, ordinal, key, value), (metadata, exception) -> {
                if (exception == null) {
                    answer.complete(metadata.offset());
                } else {
                    answer.completeExceptionally(exception);
                }
            });
            long offset = answer.get(ONE_MORE_MAX.toMillis(), TimeUnit.MILLISECONDS);
            recorder.acked(partition, ordinal, offset);
            recorder.logEnd(partition, offset + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while one more record was produced");
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException(
                    "Kafka did not take one more record to " + workload.topic() + "-" + partition + ": " + e, e);
        }
    }

    @Override
    public void close() {
        cancel();
        try {
            thread.join(CANCEL_FLUSH_MAX.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (sourceLog;
                RecordSerializer serializer = new RecordSerializer(workload, format)) {
            long last = workload.spec().recordsPerPartition();
            long before = workload.spec().recordsBeforeRecreation();
            if (before > 0) {
                TopicReady.await(sourceLog, workload.topic(), () -> cancelled);
                TopicChange change = TopicChange.from(sourceLog, workload.topic());
                produce(serializer, 0, before);
                await(change);
            }
            produce(serializer, before, last);
        } catch (InterruptedException e) {
            fail(new IllegalStateException("interrupted", e));
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            ended.countDown();
        }
    }

    /** All records from {@code first} up to {@code end}, exclusive, of each partition to the topic as it is now. */
    private void produce(RecordSerializer serializer, long first, long end) throws InterruptedException {
        Producer<byte[], byte[]> producer = producers.get();
        try {
            TopicReady.await(sourceLog, workload.topic(), () -> cancelled);
            sendAll(producer, serializer, first, end);
            awaitOutcomes();
        } finally {
            producer.close(CANCEL_FLUSH_MAX);
        }
        recordLogEnds();
    }

    private void await(TopicChange change) throws InterruptedException {
        waitsFor =
                "; the rest is for the topic that is to be created when this one was deleted, which has not happened";
        if (change.await(() -> cancelled || failure != null)) {
            recorder.recreated();
        }
        waitsFor = "";
    }

    /** Every record gets its outcome within the producer's delivery timeout. Not a flush: that could not be cancelled. */
    private void awaitOutcomes() {
        while (!cancelled && failure == null && told.get() < attempted()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    private void sendAll(Producer<byte[], byte[]> producer, RecordSerializer serializer, long first, long end) {
        long start = System.nanoTime();
        int partitions = workload.spec().partitions();
        for (long ordinal = first; ordinal < end; ordinal++) {
            for (int partition = 0; partition < partitions; partition++) {
                awaitTurn(start, (ordinal - first) * partitions + partition);
                if (cancelled || failure != null) {
                    return;
                }
                send(producer, serializer, partition, ordinal);
            }
        }
    }

    private void awaitTurn(long startNanos, long recordNumber) {
        int rate = workload.spec().recordsPerSecond();
        if (rate == 0) {
            return;
        }
        long due = recordNumber / rate * NANOS_PER_SECOND + recordNumber % rate * NANOS_PER_SECOND / rate;
        for (long early = earlyBy(startNanos, due); early > 0 && !cancelled; early = earlyBy(startNanos, due)) {
            LockSupport.parkNanos(Math.min(early, POLL_NANOS));
        }
    }

    private static long earlyBy(long startNanos, long dueNanos) {
        return dueNanos - (System.nanoTime() - startNanos);
    }

    private void send(Producer<byte[], byte[]> producer, RecordSerializer serializer, int partition, long ordinal) {
        byte[] key = serializer.key(partition, ordinal);
        byte[] value = serializer.value(partition, ordinal);
        recorder.attempt(partition, ordinal);
        long sentNanos = System.nanoTime();
        try {
            // The callback tells everything that the future would.
            var unused = producer.send(record(partition, ordinal, key, value), (metadata, exception) -> {
                slowestNanos.accumulateAndGet(System.nanoTime() - sentNanos, Math::max);
                told(partition, ordinal, metadata, exception);
            });
        } catch (KafkaException e) {
            told(partition, ordinal, null, e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition, long ordinal, byte[] key, byte[] value) {
        TopicPartition place = topics.place(partition);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(place.topic(), place.partition(), timestamp(partition, ordinal), key, value);
        if (workload.withHeaders(partition, ordinal)) {
            record.headers()
                    .add(
                            RecordIdentity.PARTITION_COLUMN,
                            Integer.toString(partition).getBytes(UTF_8))
                    .add(RecordIdentity.ORDINAL_COLUMN, Long.toString(ordinal).getBytes(UTF_8))
                    .add("empty", null);
        }
        return record;
    }

    /** Null for the time at which it is sent. */
    private Long timestamp(int partition, long ordinal) {
        OptionalLong at = workload.timeMillis(partition, ordinal);
        if (at.isPresent()) {
            return at.getAsLong();
        }
        long late = workload.lateByMillis(partition, ordinal);
        return late == 0 ? null : (Long) (System.currentTimeMillis() - late);
    }

    private void told(int partition, long ordinal, RecordMetadata metadata, Exception exception) {
        try {
            if (exception != null) {
                failed(partition, ordinal, exception);
            } else if (metadata.hasOffset()) {
                recorder.acked(partition, ordinal, metadata.offset());
                highest.accumulateAndGet(partition, ordinal, Math::max);
                if (workload.irregular()) {
                    for (Irregularity irregularity : workload.irregularitiesAt(partition, ordinal)) {
                        irregular.acknowledged(irregularity, partition, metadata.offset());
                    }
                }
            } else {
                LOG.warn("{}-{}: record {} was acknowledged without an offset", workload.topic(), partition, ordinal);
            }
        } catch (RuntimeException e) {
            // The producer would log it and go on.
            fail(e);
        } finally {
            tellMilestone(told.incrementAndGet());
        }
    }

    private void tellMilestone(long records) {
        if (records % milestoneEvery == 0 || records == workload.spec().records()) {
            milestones.reached(acknowledged(), Duration.ofNanos(slowestNanos.getAndSet(0)), highest());
        }
    }

    private Map<Integer, Long> highest() {
        Map<Integer, Long> known = new TreeMap<>();
        for (int partition = 0; partition < highest.length(); partition++) {
            if (highest.get(partition) != Ledger.NONE) {
                known.put(partition, highest.get(partition));
            }
        }
        return known;
    }

    /** What is not rejected for certain stays attempted, and so UNKNOWN. */
    private void failed(int partition, long ordinal, Exception exception) {
        ProduceOutcome outcome = ProduceFailures.outcomeOf(exception);
        if (failed.incrementAndGet() <= FAILURES_LOGGED_MAX) {
            LOG.warn(
                    "{}-{}: record {} is {}: {}{}",
                    workload.topic(),
                    partition,
                    ordinal,
                    outcome,
                    exception,
                    failed.get() == FAILURES_LOGGED_MAX ? "; further failures are not logged" : "");
        }
        if (outcome == ProduceOutcome.REJECTED) {
            recorder.rejected(partition, ordinal);
        }
    }

    private void recordLogEnds() throws InterruptedException {
        try {
            sourceLog.endOffsets().forEach(recorder::logEnd);
        } catch (ExecutionException e) {
            LOG.warn("the end offsets of {} are not known after production", workload.topic(), e);
        }
    }
}

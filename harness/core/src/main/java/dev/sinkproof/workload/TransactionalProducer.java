package dev.sinkproof.workload;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.LedgerRecorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces a workload in transactions, some of which are aborted after all their records have reached the log.
 *
 * <p>In the ledger a record is acknowledged once its transaction is committed. An aborted record is rejected when the subject
 * reads committed records only, and of unknown outcome when it does not: then it may be in the target or not. Should a
 * transaction's end itself be unknown, so are its records.
 *
 * <p>Used by one thread, {@link #cancel} by any.
 */
public final class TransactionalProducer implements AutoCloseable {
    private final Workload workload;
    private final RecordFormat format;
    private final TransactionPlan plan;
    private final Producer<byte[], byte[]> producer;
    private final SourceLog sourceLog;
    private final LedgerRecorder recorder;
    private volatile boolean cancelled;

    TransactionalProducer(
            Workload workload,
            RecordFormat format,
            TransactionPlan plan,
            Producer<byte[], byte[]> producer,
            SourceLog sourceLog) {
        this.workload = Objects.requireNonNull(workload, "workload");
        this.format = Objects.requireNonNull(format, "format");
        this.plan = Objects.requireNonNull(plan, "plan");
        this.producer = producer;
        this.sourceLog = sourceLog;
        this.recorder = new LedgerRecorder(workload.topic(), workload.spec().partitions());
    }

    /**
     * Opens a producer; the topic must have been created with the workload's number of partitions.
     *
     * @param format of the records
     * @param clientConfig how to reach Kafka: at least {@code bootstrap.servers}
     */
    public static TransactionalProducer open(
            Workload workload, RecordFormat format, TransactionPlan plan, Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "sinkproof-" + workload.topic());
        return new TransactionalProducer(
                workload,
                format,
                plan,
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                new AdminSourceLog(Admin.create(clientConfig), new SourceTopics(workload.spec(), workload.topic())));
    }

    /** Ends production after the transaction that is under way. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Produces all of it, on the caller's thread.
     *
     * @throws KafkaException when a transaction fails; {@link #ledger} still tells what is known
     * @throws IllegalStateException when the topic's partitions do not answer, hold records already, or never show that the last
     *     transaction has ended
     */
    public void produce() throws InterruptedException, ExecutionException {
        TopicReady.await(sourceLog, workload.topic(), () -> cancelled);
        producer.initTransactions();
        long transaction = 1;
        long perPartition = workload.spec().recordsPerPartition();
        try (RecordSerializer serializer = new RecordSerializer(workload, format)) {
            for (long from = 0; from < perPartition && !cancelled; from += plan.recordsPerPartition()) {
                transaction(serializer, from, Math.min(perPartition, from + plan.recordsPerPartition()), transaction++);
            }
        }
        ended().forEach(recorder::logEnd);
    }

    /** The end of each partition. A transaction is acknowledged when it is decided; its markers reach the log a moment later. */
    private Map<Integer, Long> ended() throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        while (true) {
            Map<Integer, Long> ends = sourceLog.endOffsets();
            Map<Integer, Long> stable = sourceLog.stableOffsets();
            if (stable.equals(ends)) {
                return ends;
            }
            if (System.nanoTime() - start > TopicReady.MAX.toNanos()) {
                throw new IllegalStateException("waited " + TopicReady.MAX.toSeconds()
                        + " s for the last transaction's markers in " + workload.topic() + ": it ends at " + ends
                        + ", but transactions have ended below " + stable + " only");
            }
            LockSupport.parkNanos(TopicReady.POLL_NANOS);
        }
    }

    /** What is known by now of every record that was sent. */
    public Ledger ledger() {
        return recorder.toLedger();
    }

    private record Sent(int partition, long ordinal, Future<RecordMetadata> answer) {}

    private void transaction(RecordSerializer serializer, long from, long to, long number) throws InterruptedException {
        producer.beginTransaction();
        List<Sent> sent = new ArrayList<>();
        for (long ordinal = from; ordinal < to; ordinal++) {
            for (int partition = 0; partition < workload.spec().partitions(); partition++) {
                sent.add(send(serializer, partition, ordinal));
            }
        }
        // An abort would take back what has not been sent: an aborted record must be in the log to leave a gap there.
        producer.flush();
        if (plan.aborts(number)) {
            producer.abortTransaction();
            if (plan.readCommitted()) {
                sent.forEach(record -> recorder.rejected(record.partition(), record.ordinal()));
            }
        } else {
            commit(sent);
        }
    }

    private Sent send(RecordSerializer serializer, int partition, long ordinal) {
        byte[] key = serializer.key(partition, ordinal);
        byte[] value = serializer.value(partition, ordinal);
        recorder.attempt(partition, ordinal);
        return new Sent(
                partition, ordinal, producer.send(new ProducerRecord<>(workload.topic(), partition, key, value)));
    }

    private void commit(List<Sent> sent) throws InterruptedException {
        producer.commitTransaction();
        for (Sent record : sent) {
            recorder.acked(record.partition(), record.ordinal(), offset(record));
        }
    }

    private static long offset(Sent record) throws InterruptedException {
        try {
            return record.answer().get().offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a transaction was committed without record " + record.ordinal() + " of partition "
                            + record.partition(),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(WorkloadProducer.CANCEL_FLUSH_MAX);
        sourceLog.close();
    }
}

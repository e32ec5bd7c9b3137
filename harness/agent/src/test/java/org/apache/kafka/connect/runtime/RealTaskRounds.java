package org.apache.kafka.connect.runtime;

import dev.sinkproof.subject.SubjectTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.errors.DeadLetterAccess;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.util.ConnectorTaskId;

/**
 * Main class of a forked JVM: lets Connect's real runner of sink tasks run from start to end, again and again, each time as another
 * task, {@code orders-0} and on. Each round passes every fault point, unless something is thrown at one. After each round a line
 * says what became of the task, what it was called with, and where Connect sought to. Argument: how many rounds.
 */
public final class RealTaskRounds {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    private static final byte[] BAD = {'x'};

    private final List<String> calls = new ArrayList<>();
    private final RecordingTask task = new RecordingTask(calls);
    private final ReplayingConsumer consumer = new ReplayingConsumer(calls);
    private final WorkerSinkTask runner;
    private String end = "neither stopped nor failed";

    private RealTaskRounds(ConnectorTaskId id, InstantProducer producer) {
        runner = RealRunner.of(
                id,
                task,
                new RealRunner.Listener() {
                    @Override
                    public void onFailure(ConnectorTaskId failed, Throwable cause) {
                        end = "FAILED " + root(cause);
                    }

                    @Override
                    public void onShutdown(ConnectorTaskId stopped) {
                        end = "STOPPED";
                    }
                },
                new PickyConverter(),
                consumer,
                metrics -> List.of(DeadLetterAccess.reporter(producer, id, metrics)));
        consumer.steps.addAll(List.of(
                () -> consumer.assigned(List.of(ORDERS_0, ORDERS_1)),
                task::requestCommit,
                () -> task.rewindTo(ORDERS_0, 3),
                () -> {},
                () -> consumer.append(ORDERS_0, BAD),
                () -> consumer.listener.onPartitionsRevoked(List.of(ORDERS_0)),
                () -> consumer.listener.onPartitionsLost(List.of(ORDERS_1)),
                runner::stop));
        for (int i = 0; i < 5; i++) {
            consumer.append(ORDERS_0, new byte[0]);
        }
        consumer.append(ORDERS_1, new byte[0]);
    }

    public static void main(String[] arguments) {
        try (InstantProducer producer = new InstantProducer()) {
            for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
                ConnectorTaskId id = new ConnectorTaskId("orders", round);
                producer.failures.clear();
                RealTaskRounds rounds = new RealTaskRounds(id, producer);
                rounds.run();
                System.out.println("ROUND " + id + " | " + rounds.end + " | " + rounds.calls + " | "
                        + (producer.failures.isEmpty() ? "" : producer.failures));
            }
            producer.end();
        }
    }

    private void run() {
        try {
            runner.run();
        } catch (Error e) {
            // Connect's executor would swallow it, as the runner has told its listener.
            calls.add("thrown out of the runner");
        }
    }

    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Says what it is called with. */
    private static final class RecordingTask extends SubjectTasks.CallingSuper {
        private final List<String> calls;

        RecordingTask(List<String> calls) {
            this.calls = calls;
        }

        void requestCommit() {
            context.requestCommit();
        }

        void rewindTo(TopicPartition partition, long offset) {
            context.offset(partition, offset);
        }

        @Override
        public void start(Map<String, String> settings) {
            calls.add("start");
            super.start(settings);
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            calls.add("open " + partitions);
            super.open(partitions);
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (!records.isEmpty()) {
                calls.add("put " + records.size());
            }
            super.put(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            calls.add("preCommit");
            return super.preCommit(offsets);
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            calls.add("close " + List.copyOf(partitions));
            super.close(partitions);
        }

        @Override
        public void stop() {
            calls.add("stop");
            super.stop();
        }
    }

    /** Cannot read {@link #BAD}. */
    private static final class PickyConverter extends ByteArrayConverter {
        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            if (value.length == BAD.length) {
                throw new DataException("no value that this converter knows");
            }
            return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, value);
        }
    }

    /** Keeps what was produced, so that it delivers again after a seek; plays one step of the script in each poll. */
    private static final class ReplayingConsumer extends MockConsumer<byte[], byte[]> {
        private final List<Runnable> steps = new ArrayList<>();
        private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
        private final List<String> calls;
        private ConsumerRebalanceListener listener;

        ReplayingConsumer(List<String> calls) {
            super("earliest");
            this.calls = calls;
        }

        void append(TopicPartition partition, byte[] value) {
            List<ConsumerRecord<byte[], byte[]>> records = log.computeIfAbsent(partition, absent -> new ArrayList<>());
            records.add(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), records.size(), new byte[0], value));
        }

        void assigned(List<TopicPartition> partitions) {
            Map<TopicPartition, Long> beginnings = new HashMap<>();
            partitions.forEach(partition -> beginnings.put(partition, 0L));
            updateBeginningOffsets(beginnings);
            rebalance(partitions);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
            listener = rebalanceListener;
            super.subscribe(topics, rebalanceListener);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            calls.add("seek " + partition + "@" + offset);
            super.seek(partition, offset);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (!steps.isEmpty()) {
                steps.remove(0).run();
            }
            super.poll(timeout);
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled =
                    new TreeMap<>(Comparator.comparing(TopicPartition::partition));
            for (TopicPartition partition : assignment()) {
                List<ConsumerRecord<byte[], byte[]>> records = log.get(partition)
                        .subList((int) position(partition), log.get(partition).size());
                if (!records.isEmpty() && !paused().contains(partition)) {
                    polled.put(partition, List.copyOf(records));
                    super.seek(partition, log.get(partition).size());
                }
            }
            return new ConsumerRecords<>(polled, Map.of());
        }
    }

    /** Answers each record before the send returns, on another thread, as a real one's network thread does. */
    private static final class InstantProducer extends KafkaProducer<byte[], byte[]> {
        private final List<String> failures = new ArrayList<>();

        InstantProducer() {
            super(
                    Map.of("bootstrap.servers", "127.0.0.1:1", "metric.reporters", ""),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> letter, Callback callback) {
            RecordMetadata parked = new RecordMetadata(new TopicPartition(letter.topic(), 0), 17, 0, 0, 0, 0);
            Thread network = new Thread(() -> callback.onCompletion(parked, null), "network");
            network.setUncaughtExceptionHandler((thread, thrown) -> failures.add("callback threw " + thrown));
            network.start();
            join(network);
            return CompletableFuture.completedFuture(parked);
        }

        private static void join(Thread network) {
            try {
                network.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Tasks close the writer of their dead letters, and it this one, which is needed in the next round. */
        @Override
        public void close() {}

        void end() {
            super.close(Duration.ZERO);
        }
    }
}

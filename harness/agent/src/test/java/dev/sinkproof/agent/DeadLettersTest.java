package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.Stage;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeadLettersTest {
    private final Outbox outbox = new Outbox(1000);
    private final LateProducer producer = new LateProducer();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void install() {
        Passings.install(new Passings.Observer(outbox, new Problems(outbox), () -> {}));
    }

    @AfterEach
    void close() {
        outbox.close();
        producer.close(Duration.ZERO);
    }

    @Test
    void knowsEachAcknowledgementByItsRecordWhateverTheirOrder() throws Exception {
        report(41);
        report(42);
        producer.acknowledge(1, null);
        producer.acknowledge(0, new TimeoutException("no leader"));
        List<Frame> frames = frames(4);

        assertThat(frames)
                .extracting(Frame::brief)
                .containsExactly(
                        "dlq.send orders-3[41..41]",
                        "dlq.send orders-3[42..42]",
                        "dlq.ack orders-3[42..42]",
                        "dlq.ack orders-3[41..41]");
        assertThat(frames).extracting(Frame::task).containsOnly("parker-7");
        assertThat(frames.get(2).attributes())
                .containsEntry("error", "none")
                .containsEntry("parked", "parked-0@5")
                .containsEntry("stage", "TASK_PUT")
                .containsEntry("exception", DataException.class.getName());
        assertThat(frames.get(3).attributes())
                .containsEntry("error", TimeoutException.class.getName() + ": no leader")
                .doesNotContainKey("parked");
        assertThat(heard).containsExactly("parked-0@5", TimeoutException.class.getName() + ": no leader");
    }

    @Test
    void holdsBeforeConnectHears() throws Exception {
        report(41);
        outbox.arm(Set.of(Point.DLQ_ACK), 1);
        CompletableFuture<Void> network = CompletableFuture.runAsync(() -> producer.acknowledge(0, null));
        List<Frame> frames = frames(3);
        Frame ack = frames.get(frames.size() - 1);

        assertThat(ack.number()).isNotEqualTo(Wire.UNHELD);
        assertThat(heard).isEmpty();
        outbox.release(ack.number(), null);
        network.get();
        assertThat(heard).containsExactly("parked-0@5");
    }

    @Test
    void sendsNothingWhereItThrowsInTheSendsPlace() throws Exception {
        outbox.arm(Set.of(Point.DLQ_SEND), 1);
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> report(41));
        List<Frame> frames = frames(2);
        outbox.release(frames.get(frames.size() - 1).number(), new Injection(Injection.Kind.FATAL, "full"));

        assertThatThrownBy(task::join).hasMessageContaining("sinkproof fault: full");
        assertThat(producer.callbacks).isEmpty();
    }

    @Test
    void leavesOtherSendsAlone() throws Exception {
        assertThat(DeadLetters.send(producer, new ProducerRecord<>("parked", new byte[0]), this::hear))
                .isNotDone();
        producer.acknowledge(0, null);
        outbox.send(Message.problem("end"));

        assertThat(frames(1)).extracting(Frame::text).containsExactly("end");
        assertThat(heard).hasSize(1);
    }

    /** As the woven code calls it. */
    private void report(long offset) {
        ProcessingContext<ConsumerRecord<byte[], byte[]>> context =
                new ProcessingContext<>(new ConsumerRecord<>("orders", 3, offset, new byte[0], new byte[0]));
        context.currentContext(Stage.TASK_PUT, getClass());
        context.error(new DataException("no such column"));
        DeadLetters.enterReport(new ConnectorTaskId("parker", 7), context);
        try {
            assertThat(DeadLetters.send(producer, new ProducerRecord<>("parked", new byte[0]), this::hear))
                    .isNotDone();
        } finally {
            DeadLetters.exitReport();
        }
    }

    private void hear(RecordMetadata metadata, Exception error) {
        heard.add(String.valueOf(error == null ? metadata : error.getClass().getName() + ": " + error.getMessage()));
    }

    private List<Frame> frames(int count) throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        while (frames.size() < count) {
            outbox.take().stream().map(Frame::of).forEach(frames::add);
        }
        return frames;
    }

    /** Answers when the test says so. */
    private static final class LateProducer extends KafkaProducer<byte[], byte[]> {
        private final List<Callback> callbacks = new ArrayList<>();

        LateProducer() {
            super(
                    Map.of("bootstrap.servers", "127.0.0.1:1", "metric.reporters", ""),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> letter, Callback callback) {
            callbacks.add(callback);
            return new CompletableFuture<>();
        }

        void acknowledge(int letter, Exception error) {
            RecordMetadata metadata = new RecordMetadata(new TopicPartition("parked", 0), 5, 0, 0, 0, 0);
            callbacks.get(letter).onCompletion(metadata, error);
        }
    }
}

package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionalProducerTest {
    private static final Workload WORKLOAD =
            new Workload(new WorkloadSpec(1, 2, 10, 5, 0, 0), "topic", WriteModel.APPEND);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private final AtomicInteger stableAsked = new AtomicInteger();

    private TransactionalProducer producer(TransactionPlan plan) {
        return new TransactionalProducer(WORKLOAD, RecordFormat.JSON, plan, kafka, new SourceLog() {
            @Override
            public Map<Integer, Long> endOffsets() {
                return kafka.transactionInitialized() ? new HashMap<>(Map.of(0, 100L, 1, 100L)) : Map.of(0, 0L, 1, 0L);
            }

            /** The last marker is late. */
            @Override
            public Map<Integer, Long> stableOffsets() {
                return stableAsked.incrementAndGet() < 3 ? Map.of(0, 100L, 1, 90L) : endOffsets();
            }

            @Override
            public Optional<String> topicId() {
                return Optional.of("first");
            }

            @Override
            public void close() {}
        });
    }

    private static String outcomes(Ledger ledger) {
        StringBuilder outcomes = new StringBuilder();
        for (long ordinal = 0; ordinal < ledger.count(1); ordinal++) {
            outcomes.append(ledger.outcome(1, ordinal).name().charAt(0));
        }
        return outcomes.toString();
    }

    @Test
    void aborted_records_are_rejected_for_who_reads_committed_records() throws Exception {
        TransactionalProducer producer = producer(new TransactionPlan(3, 2, true));
        producer.produce();
        assertThat(outcomes(producer.ledger())).isEqualTo("AAARRRAAAR");
        assertThat(producer.ledger().endOffset(0)).isEqualTo(100);
        assertThat(stableAsked).as("the last marker is waited for").hasValue(3);
        assertThat(kafka.commitCount()).isEqualTo(2);
    }

    @Test
    void aborted_records_may_be_in_the_target_of_who_reads_all() throws Exception {
        TransactionalProducer producer = producer(new TransactionPlan(4, 2, false));
        producer.produce();
        assertThat(outcomes(producer.ledger())).isEqualTo("AAAAUUUUAA");
    }

    @Test
    void without_aborts_everything_is_acknowledged() throws Exception {
        TransactionalProducer producer = producer(new TransactionPlan(4, 0, true));
        producer.produce();
        assertThat(producer.ledger().acknowledged()).isEqualTo(20);
    }

    @Test
    void records_of_a_transaction_whose_end_is_unknown_are_unknown() {
        kafka.commitTransactionException = new TimeoutException("no answer");
        TransactionalProducer producer = producer(new TransactionPlan(4, 0, true));
        assertThatThrownBy(producer::produce).isInstanceOf(KafkaException.class);
        assertThat(outcomes(producer.ledger())).isEqualTo("UUUU");
        assertThat(producer.ledger().outcome(0, 9)).isEqualTo(ProduceOutcome.REJECTED);
    }

    @Test
    void a_cancel_ends_it_between_transactions() throws Exception {
        TransactionalProducer producer = producer(new TransactionPlan(4, 0, true));
        producer.cancel();
        producer.produce();
        assertThat(producer.ledger().count(0)).isZero();
    }
}

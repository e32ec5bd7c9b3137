package dev.sinkproof.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.environment.embedded.LoneBroker;
import dev.sinkproof.kafka.TestClients;
import dev.sinkproof.kafka.proxy.RecordingProxyListener;
import dev.sinkproof.ledger.Ledger;
import dev.sinkproof.ledger.ProduceOutcome;
import dev.sinkproof.model.WorkloadSpec;
import dev.sinkproof.model.WriteModel;
import dev.sinkproof.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What consumers are given of transactions is what the ledger says of them. */
@Timeout(180)
@Tag("slow")
class TransactionalProducerIT {
    private static final WorkloadSpec SPEC = new WorkloadSpec(7, 2, 50, 10, 0, 0);

    private static final RecordingProxyListener LISTENER = new RecordingProxyListener();

    @TempDir
    private Path workspace;

    @Test
    void the_ledger_has_what_is_committed_and_gaps_for_the_rest() throws Exception {
        try (LoneBroker broker = LoneBroker.start(workspace, LISTENER)) {
            Ledger committed = produced(broker, "committed", true);
            Ledger any = produced(broker, "any", false);

            for (int partition = 0; partition < SPEC.partitions(); partition++) {
                assertThat(offsets(broker, "committed", partition, "read_committed"))
                        .isEqualTo(acknowledged(committed, partition))
                        .hasSize(30);
                // A marker for each of five transactions, and two aborted ones of ten records.
                assertThat(committed.unexplainedOffsets(partition)).isEqualTo(5 + 20);
                assertThat(committed.outcome(partition, 15)).isEqualTo(ProduceOutcome.REJECTED);

                assertThat(offsets(broker, "any", partition, "read_uncommitted"))
                        .hasSize(50)
                        .containsAll(acknowledged(any, partition));
                assertThat(any.outcome(partition, 15)).isEqualTo(ProduceOutcome.UNKNOWN);
            }
        }
    }

    private static Ledger produced(LoneBroker broker, String topic, boolean readCommitted) throws Exception {
        broker.log().create(topic, SPEC.partitions());
        try (TransactionalProducer producer = TransactionalProducer.open(
                new Workload(SPEC, topic, WriteModel.APPEND),
                RecordFormat.JSON,
                new TransactionPlan(10, 2, readCommitted),
                Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            producer.produce();
            return producer.ledger();
        }
    }

    private static Set<Long> acknowledged(Ledger ledger, int partition) {
        Set<Long> offsets = new TreeSet<>();
        for (long ordinal = 0; ordinal < ledger.count(partition); ordinal++) {
            if (ledger.acked(partition, ordinal)) {
                offsets.add(ledger.offsetOf(partition, ordinal));
            }
        }
        return offsets;
    }

    private static Set<Long> offsets(LoneBroker broker, String topic, int number, String isolation) throws Exception {
        TopicPartition partition = new TopicPartition(topic, number);
        Set<Long> offsets = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = TestClients.consumer(
                broker.proxy().bootstrapServers(),
                "classic",
                "reader",
                "reader",
                Map.of("isolation.level", isolation))) {
            consumer.assign(List.of(partition));
            long end = broker.log().endOffsets(topic, SPEC.partitions()).get(number);
            Eventually.holds("the partition is read to its end", () -> {
                consumer.poll(Duration.ofMillis(20)).forEach(record -> offsets.add(record.offset()));
                return consumer.position(partition) >= end;
            });
        }
        return offsets;
    }
}

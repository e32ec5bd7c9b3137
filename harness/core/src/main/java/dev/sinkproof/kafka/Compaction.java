package dev.sinkproof.kafka;

import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Has Kafka's own log cleaner compact a topic once; afterwards the topic keeps all its records again, and has the gaps. The cleaner leaves
 * the segment alone that is written to, so a topic that is to be compacted soon needs a short {@code segment.ms} from its beginning.
 */
public final class Compaction {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(300);

    /** Kafka stops a cleaning that is under way when a topic is to be compacted no more; so long it may take to hear of that. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Map<String, String> COMPACT =
            Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.01");

    private final SourceLog log;
    private final String bootstrapServers;
    private final String topic;

    private Compaction(SourceLog log, String bootstrapServers, String topic) {
        this.log = log;
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /**
     * Compacts it, and waits until every partition has lost a record that it had.
     *
     * @return the offsets below each partition's last record that have no record, by partition and offset
     * @throws IOException when Kafka does not, within some time
     */
    public static List<OffsetSpan> of(SourceLog log, String bootstrapServers, String topic) throws IOException {
        return new Compaction(log, bootstrapServers, topic).run();
    }

    private List<OffsetSpan> run() throws IOException {
        Map<Integer, Long> before = missing(gaps());
        try {
            log.configure(topic, COMPACT);
            awaitMore(before);
        } finally {
            keepEverything();
        }
        sleep(SETTLE);
        return gaps();
    }

    private void keepEverything() throws IOException {
        Map<String, String> own = new HashMap<>();
        COMPACT.keySet().forEach(setting -> own.put(setting, null));
        log.configure(topic, own);
    }

    private void awaitMore(Map<Integer, Long> before) throws IOException {
        long deadline = System.nanoTime() + WAIT.toNanos();
        Map<Integer, Long> now = before;
        while (now.entrySet().stream().anyMatch(gone -> gone.getValue() <= before.get(gone.getKey()))) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "Kafka did not compact every partition of " + topic + " within " + WAIT.toSeconds()
                                + " s: offsets without a record were " + before + " and are " + now
                                + ". It needs keys that come again, and closed segments");
            }
            sleep(LOOK);
            now = missing(gaps());
        }
    }

    private Map<Integer, Long> missing(List<OffsetSpan> gaps) throws IOException {
        Map<Integer, Long> missing = new HashMap<>();
        log.partitions(topic).forEach(partition -> missing.put(partition.partition(), 0L));
        gaps.forEach(gap -> missing.merge(gap.partition(), gap.count(), Long::sum));
        return missing;
    }

    /** Offsets of which there is no record, between those of which there is one, or below the first. */
    private List<OffsetSpan> gaps() throws IOException {
        List<TopicPartition> partitions = log.partitions(topic);
        List<OffsetSpan> gaps = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = OffsetsTopic.consumer(bootstrapServers)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> next = new HashMap<>(consumer.beginningOffsets(partitions));
            OffsetsTopic.readUpTo(
                    topic, consumer, consumer.endOffsets(partitions), record -> addGap(record, next, gaps));
        } catch (KafkaException e) {
            throw new IOException("cannot read " + topic + ": " + e.getMessage(), e);
        }
        return gaps;
    }

    private static void addGap(
            ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> next, List<OffsetSpan> gaps) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        long expected = next.put(partition, record.offset() + 1);
        if (record.offset() > expected) {
            gaps.add(new OffsetSpan(
                    record.topic(), record.partition(), expected, record.offset() - 1, record.offset() - expected));
        }
    }

    private static void sleep(Duration time) throws InterruptedIOException {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while Kafka was to compact a topic");
        }
    }
}

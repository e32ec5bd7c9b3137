package dev.sinkproof.kafka;

import dev.sinkproof.model.OffsetCommit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * Reads every commit of a consumer group out of Kafka's own offsets topic: what the coordinator took, in its order, with
 * its time stamps. Compaction keeps the active segment, so that no commit of a short run is missing.
 */
public final class OffsetsTopic {
    static final String NAME = "__consumer_offsets";
    private static final short HIGHEST_OFFSET_COMMIT_KEY = 1;
    private static final Duration READ = Duration.ofSeconds(30);

    private OffsetsTopic() {}

    /**
     * All commits of {@code group} on {@code topic}.
     *
     * @throws IOException when the offsets topic cannot be read up to its end as it is now
     */
    public static List<OffsetCommit> commits(SourceLog log, String bootstrapServers, String group, String topic)
            throws IOException {
        List<TopicPartition> partitions = log.partitions(NAME);
        List<OffsetCommit> commits = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            readUpTo("the offsets topic", consumer, ends, record -> addIfOurs(record, group, topic, commits));
        } catch (KafkaException e) {
            throw new IOException("cannot read the offsets topic: " + e.getMessage(), e);
        }
        commits.sort(Comparator.comparingLong(OffsetCommit::logOffset));
        return commits;
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** @param what is read, for the message when it cannot be */
    static void readUpTo(
            String what,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each)
            throws IOException {
        long deadline = System.nanoTime() + READ.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IOException(what + " was not read to its end within " + READ.toSeconds() + " s: " + ends);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(each);
        }
    }

    private static void addIfOurs(
            ConsumerRecord<byte[], byte[]> record, String group, String topic, List<OffsetCommit> commits) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (key.getShort() > HIGHEST_OFFSET_COMMIT_KEY) {
            return;
        }
        OffsetCommitKey commit = new OffsetCommitKey(new ByteBufferAccessor(key), (short) 0);
        if (commit.group().equals(group) && commit.topic().equals(topic)) {
            ByteBuffer value = ByteBuffer.wrap(record.value());
            OffsetCommitValue offset = new OffsetCommitValue(new ByteBufferAccessor(value), value.getShort());
            commits.add(new OffsetCommit(
                    topic, commit.partition(), offset.offset(), offset.commitTimestamp(), record.offset()));
        }
    }
}

package dev.sinkproof.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sinkproof.evidence.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;

/** Reads the records that Connect parked in a dead letter queue, by the headers in which it says what they were. */
public final class DeadLetterQueue {
    /** Setting of a connector that names its dead letter queue; empty or absent for none. */
    public static final String TOPIC_SETTING = "errors.deadletterqueue.topic.name";

    private static final String PREFIX = "__connect.errors.";

    private DeadLetterQueue() {}

    /**
     * All that the topic holds; nothing when it does not exist, as Connect makes it before a task starts.
     *
     * @throws IOException when it cannot be read up to its end as it is now
     */
    public static List<DeadLetter> read(SourceLog log, String bootstrapServers, String topic) throws IOException {
        List<TopicPartition> partitions;
        try {
            partitions = log.partitions(topic);
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw e;
        }
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = OffsetsTopic.consumer(bootstrapServers)) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            OffsetsTopic.readUpTo("the dead letter queue " + topic, consumer, ends, record -> letters.add(of(record)));
        } catch (KafkaException e) {
            throw new IOException("cannot read the dead letter queue " + topic + ": " + e.getMessage(), e);
        }
        return letters;
    }

    private static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                text(record, "topic"),
                (int) number(record, "partition"),
                number(record, "offset"),
                text(record, "stage"),
                text(record, "exception.message"),
                text(record, "exception.class.name"));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = text(record, name);
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}

package dev.sinkproof.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sinkproof.evidence.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

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
            OffsetsTopic.readUpTo(
                    "the dead letter queue " + topic, consumer, ends, record -> letters.add(of(record.headers())));
        } catch (KafkaException e) {
            throw new IOException("cannot read the dead letter queue " + topic + ": " + e.getMessage(), e);
        }
        return letters;
    }

    /** What a record of such a queue says of itself. */
    public static DeadLetter of(Headers headers) {
        return new DeadLetter(
                text(headers, "topic"),
                (int) number(headers, "partition"),
                number(headers, "offset"),
                text(headers, "stage"),
                text(headers, "exception.message"),
                text(headers, "exception.class.name"));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(PREFIX + name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static long number(Headers headers, String name) {
        String text = text(headers, name);
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}

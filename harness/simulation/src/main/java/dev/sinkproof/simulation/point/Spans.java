package dev.sinkproof.simulation.point;

import dev.sinkproof.model.OffsetSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Offsets that an event speaks of, in the order of partitions. */
public final class Spans {
    private static final Comparator<OffsetSpan> ORDER =
            Comparator.comparing(OffsetSpan::topic).thenComparingInt(OffsetSpan::partition);

    private Spans() {}

    public static List<OffsetSpan> positions(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> OffsetSpan.position(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().offset()))
                .sorted(ORDER)
                .toList();
    }

    public static List<OffsetSpan> partitions(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> new OffsetSpan(partition.topic(), partition.partition(), -1, -1, 0))
                .sorted(ORDER)
                .toList();
    }

    public static List<OffsetSpan> consumed(Collection<ConsumerRecord<byte[], byte[]>> records) {
        Builder builder = new Builder();
        records.forEach(record -> builder.add(record.topic(), record.partition(), record.offset()));
        return builder.spans();
    }

    public static List<OffsetSpan> delivered(Collection<SinkRecord> records) {
        Builder builder = new Builder();
        records.forEach(record ->
                builder.add(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset()));
        return builder.spans();
    }

    /** One span for each partition. There are few, so a list is searched. */
    private static final class Builder {
        private final List<OffsetSpan> spans = new ArrayList<>(4);

        void add(String topic, int partition, long offset) {
            for (int i = spans.size() - 1; i >= 0; i--) {
                OffsetSpan span = spans.get(i);
                if (span.partition() == partition && span.topic().equals(topic)) {
                    spans.set(
                            i,
                            new OffsetSpan(
                                    topic,
                                    partition,
                                    Math.min(span.first(), offset),
                                    Math.max(span.last(), offset),
                                    span.count() + 1));
                    return;
                }
            }
            spans.add(new OffsetSpan(topic, partition, offset, offset, 1));
        }

        List<OffsetSpan> spans() {
            spans.sort(ORDER);
            return spans;
        }
    }
}

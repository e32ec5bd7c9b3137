package dev.sinkproof.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads source offsets out of what Connect hands around. Links to Kafka's classes, so it is first touched by a task. */
final class Spans {
    /** Since Kafka 3.6 a record keeps its coordinates through transforms; before, its present ones are all there is. */
    private static final boolean HAS_ORIGINAL = hasOriginal();

    private Spans() {}

    private static boolean hasOriginal() {
        try {
            SinkRecord.class.getMethod("originalTopic");
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Per source partition, what a batch for a task spans. */
    static List<Span> ofRecords(Collection<?> records) {
        List<Extent> extents = new ArrayList<>(4);
        Extent last = null;
        for (Object element : records) {
            SinkRecord record = (SinkRecord) element;
            String topic = topic(record);
            int partition = partition(record);
            if (last == null || !last.isOf(topic, partition)) {
                last = extent(extents, topic, partition);
            }
            last.add(offset(record));
        }
        return extents.stream().map(Extent::toSpan).toList();
    }

    private static Extent extent(List<Extent> extents, String topic, int partition) {
        for (Extent extent : extents) {
            if (extent.isOf(topic, partition)) {
                return extent;
            }
        }
        Extent added = new Extent(topic, partition);
        extents.add(added);
        return added;
    }

    private static String topic(SinkRecord record) {
        return HAS_ORIGINAL ? record.originalTopic() : record.topic();
    }

    private static int partition(SinkRecord record) {
        return HAS_ORIGINAL ? record.originalKafkaPartition() : record.kafkaPartition();
    }

    private static long offset(SinkRecord record) {
        return HAS_ORIGINAL ? record.originalKafkaOffset() : record.kafkaOffset();
    }

    /** Per partition, what a poll returned; a poll keeps the records of a partition in order. */
    static List<Span> ofPoll(ConsumerRecords<?, ?> polled) {
        List<Span> spans = new ArrayList<>();
        for (TopicPartition partition : polled.partitions()) {
            List<? extends ConsumerRecord<?, ?>> records = polled.records(partition);
            spans.add(new Span(
                    partition.topic(),
                    partition.partition(),
                    records.get(0).offset(),
                    records.get(records.size() - 1).offset(),
                    records.size()));
        }
        return spans;
    }

    /** Partitions whose offsets the passing does not tell. */
    static List<Span> ofPartitions(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> Span.position(partition.topic(), partition.partition(), Span.UNKNOWN))
                .toList();
    }

    /** Offsets to commit, as positions; a partition without an offset is of no use to Connect either and left out. */
    static List<Span> ofOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        List<Span> spans = new ArrayList<>(offsets.size());
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                spans.add(Span.position(partition.topic(), partition.partition(), offset.offset()));
            }
        });
        return spans;
    }

    /** Offsets to seek to; Connect skips those that are null. */
    static List<Span> ofSeeks(Map<TopicPartition, Long> offsets) {
        List<Span> spans = new ArrayList<>(offsets.size());
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                spans.add(Span.position(partition.topic(), partition.partition(), offset));
            }
        });
        return spans;
    }

    /** Grows with each record of its partition. */
    private static final class Extent {
        private final String topic;
        private final int partition;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long count;

        Extent(String topic, int partition) {
            this.topic = topic;
            this.partition = partition;
        }

        boolean isOf(String otherTopic, int otherPartition) {
            return partition == otherPartition && topic.equals(otherTopic);
        }

        void add(long offset) {
            first = Math.min(first, offset);
            last = Math.max(last, offset);
            count++;
        }

        Span toSpan() {
            return new Span(topic, partition, first, last, count);
        }
    }
}

package dev.sinkproof.simulation.kafka;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic whose records have all been produced. Immutable; may be read in any number of runs. */
public final class ModelLog {
    private final String topic;
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions;
    private final long[] ends;

    /**
     * @param partitions the records of each partition, offsets ascending, gaps allowed
     * @param ends the next offset of each partition
     */
    public ModelLog(String topic, List<List<ConsumerRecord<byte[], byte[]>>> partitions, long[] ends) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.partitions = partitions.stream().map(List::copyOf).toList();
        this.ends = ends.clone();
    }

    public String topic() {
        return topic;
    }

    public List<TopicPartition> topicPartitions() {
        return java.util.stream.IntStream.range(0, partitions.size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    public long end(int partition) {
        return ends[partition];
    }

    /** At most {@code max} records from {@code position} on; fewer at the end. */
    public List<ConsumerRecord<byte[], byte[]>> read(int partition, long position, int max) {
        List<ConsumerRecord<byte[], byte[]>> records = partitions.get(partition);
        int from = firstFrom(records, position);
        return records.subList(from, Math.min(records.size(), from + max));
    }

    private static int firstFrom(List<ConsumerRecord<byte[], byte[]>> records, long position) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).offset() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

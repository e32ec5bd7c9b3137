package dev.sinkproof.workload;

import dev.sinkproof.model.WorkloadSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of a workload. Its partitions are counted through them: those of the second topic come behind those of the first. The
 * workload, the ledger and all evidence know only these numbers; Kafka, Connect and the connector know only the topics.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class SourceTopics {
    /** What the second topic's name has behind the first one's. */
    public static final String SECOND = "_second";

    private final List<String> names;
    private final int partitions;
    private final int ofEach;

    /**
     * The topics of a workload.
     *
     * @param topic name of the first, by which the workload goes
     */
    public SourceTopics(WorkloadSpec spec, String topic) {
        this.names = spec.topics() == 1 ? List.of(topic) : List.of(topic, topic + SECOND);
        this.partitions = spec.partitions();
        this.ofEach = (partitions + names.size() - 1) / names.size();
    }

    /** In the order in which their partitions are counted. */
    public List<String> names() {
        return names;
    }

    /** How many partitions one of the topics has. */
    public int partitionsOf(String topic) {
        return Math.min(ofEach, partitions - names.indexOf(topic) * ofEach);
    }

    /** Where the workload's partition of this number lies. */
    public TopicPartition place(int partition) {
        return new TopicPartition(names.get(partition / ofEach), partition % ofEach);
    }

    /** All of them, in the order of their numbers. */
    public List<TopicPartition> places() {
        return IntStream.range(0, partitions).mapToObj(this::place).toList();
    }

    /** The workload's number of a topic's partition; empty when it is none of the workload's. */
    public OptionalInt number(String topic, int partition) {
        int index = topic == null ? -1 : names.indexOf(topic);
        return index < 0 || partition < 0 || partition >= partitionsOf(topic)
                ? OptionalInt.empty()
                : OptionalInt.of(index * ofEach + partition);
    }
}

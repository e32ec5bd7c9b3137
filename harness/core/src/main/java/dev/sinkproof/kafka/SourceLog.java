package dev.sinkproof.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics and positions by Kafka's admin API. Thread-safe. */
public final class SourceLog implements AutoCloseable {
    private static final Duration CALL = Duration.ofSeconds(15);

    private final Admin admin;

    public SourceLog(String bootstrapServers) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) CALL.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                200));
    }

    /** Creates a topic with one replica. */
    public void create(String topic, int partitions) throws IOException {
        create(topic, partitions, Map.of());
    }

    /** Creates a topic with one replica, and with settings that differ from the broker's. */
    public void create(String topic, int partitions, Map<String, String> settings) throws IOException {
        await(
                admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                        .all(),
                "create topic " + topic);
    }

    /** Removes a topic; one that does not exist is no error. */
    public void delete(String topic) throws IOException {
        try {
            await(admin.deleteTopics(List.of(topic)).all(), "delete topic " + topic);
        } catch (IOException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }

    /**
     * Removes a topic and creates another of that name, with as many partitions.
     *
     * @throws IOException when Kafka did not do so; the topic may then be gone
     */
    public void recreate(String topic) throws IOException {
        int partitions = partitions(topic).size();
        delete(topic);
        create(topic, partitions);
    }

    /** The next offset of every partition that the topic has. */
    public Map<Integer, Long> endOffsets(String topic) throws IOException {
        return endOffsets(topic, partitions(topic).size());
    }

    /** The next offset of every partition. */
    public Map<Integer, Long> endOffsets(String topic, int partitions) throws IOException {
        Map<TopicPartition, OffsetSpec> query = new java.util.HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            query.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        Map<Integer, Long> ends = new TreeMap<>();
        await(admin.listOffsets(query).all(), "list the end offsets of " + topic)
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /** The first offset of each partition whose record is from this time or later; the end where there is none. */
    public Map<Integer, Long> offsetsSince(String topic, long epochMillis) throws IOException {
        Map<TopicPartition, OffsetSpec> query = new java.util.HashMap<>();
        partitions(topic).forEach(partition -> query.put(partition, OffsetSpec.forTimestamp(epochMillis)));
        Map<Integer, Long> offsets = endOffsets(topic, query.size());
        await(admin.listOffsets(query).all(), "list the offsets of " + topic + " by time")
                .forEach((partition, found) -> {
                    if (found.offset() >= 0) {
                        offsets.put(partition.partition(), found.offset());
                    }
                });
        return offsets;
    }

    /**
     * Deletes all records of a partition below an offset, as retention does it.
     *
     * @return the first offset that the partition still has
     */
    public long deleteRecordsBelow(String topic, int partition, long offset) throws IOException {
        TopicPartition from = new TopicPartition(topic, partition);
        return await(
                        admin.deleteRecords(Map.of(from, RecordsToDelete.beforeOffset(offset)))
                                .lowWatermarks()
                                .get(from),
                        "delete the records of " + from + " below offset " + offset)
                .lowWatermark();
    }

    /** Changes settings of a topic; null brings back the broker's own. */
    void configure(String topic, Map<String, String> settings) throws IOException {
        List<AlterConfigOp> changes = new ArrayList<>();
        settings.forEach((name, value) -> changes.add(new AlterConfigOp(
                new ConfigEntry(name, value), value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
        await(
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                        .all(),
                "change the settings of " + topic);
    }

    /** Committed offsets of a group on one topic; partitions without a commit are absent. */
    public Map<Integer, Long> committed(String group, String topic) throws IOException {
        Map<Integer, Long> committed = new TreeMap<>();
        Map<TopicPartition, OffsetAndMetadata> all = await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                "list the committed offsets of group " + group);
        all.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    /** Whether nobody is a member of the group. A group that does not exist has no members. */
    public boolean hasNoMembers(String group) throws IOException {
        try {
            ConsumerGroupDescription description = await(
                            admin.describeConsumerGroups(List.of(group)).all(), "describe group " + group)
                    .get(group);
            return Set.of(GroupState.EMPTY, GroupState.DEAD).contains(description.groupState());
        } catch (IOException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw e;
        }
    }

    /** Removes a group's committed offsets; a group that does not exist is no error. */
    public void deleteGroup(String group) throws IOException {
        try {
            await(admin.deleteConsumerGroups(List.of(group)).all(), "delete group " + group);
        } catch (IOException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    /** Partitions of a topic that have data, as the offsets topic's reader needs them. */
    List<TopicPartition> partitions(String topic) throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe topic " + topic)
                .get(topic)
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        return partitions;
    }

    private static <T> T await(KafkaFuture<T> future, String what) throws IOException {
        try {
            return future.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka could not " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("Kafka did not " + what + " within " + CALL.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for Kafka to " + what);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}

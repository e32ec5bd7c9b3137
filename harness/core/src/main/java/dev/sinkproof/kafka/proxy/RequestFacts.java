package dev.sinkproof.kafka.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;

/** The groups and partitions that a request names. */
final class RequestFacts {
    /** Requests whose groups are known here. */
    static final Set<ApiKeys> NAMING_GROUPS = Set.copyOf(EnumSet.of(
            ApiKeys.OFFSET_COMMIT,
            ApiKeys.OFFSET_FETCH,
            ApiKeys.OFFSET_DELETE,
            ApiKeys.TXN_OFFSET_COMMIT,
            ApiKeys.ADD_OFFSETS_TO_TXN,
            ApiKeys.FIND_COORDINATOR,
            ApiKeys.JOIN_GROUP,
            ApiKeys.SYNC_GROUP,
            ApiKeys.HEARTBEAT,
            ApiKeys.LEAVE_GROUP,
            ApiKeys.CONSUMER_GROUP_HEARTBEAT));

    /** Requests whose partitions are known here. */
    static final Set<ApiKeys> NAMING_PARTITIONS = Set.copyOf(EnumSet.of(
            ApiKeys.PRODUCE,
            ApiKeys.LIST_OFFSETS,
            ApiKeys.OFFSET_COMMIT,
            ApiKeys.OFFSET_FETCH,
            ApiKeys.OFFSET_DELETE,
            ApiKeys.TXN_OFFSET_COMMIT,
            ApiKeys.OFFSET_FOR_LEADER_EPOCH,
            ApiKeys.DELETE_RECORDS));

    /** By name or by id, as the version of the request has it. */
    private record Named(String topic, Uuid id, int partition) {}

    private final Set<String> groups = new HashSet<>();
    private final List<Named> partitions = new ArrayList<>();

    private RequestFacts() {}

    static RequestFacts of(AbstractRequest request) {
        RequestFacts facts = new RequestFacts();
        ApiMessage data = request.data();
        switch (request.apiKey()) {
            case OFFSET_COMMIT -> facts.offsetCommit((OffsetCommitRequestData) data);
            case OFFSET_FETCH -> facts.offsetFetch((OffsetFetchRequestData) data);
            case OFFSET_DELETE -> facts.offsetDelete((OffsetDeleteRequestData) data);
            case TXN_OFFSET_COMMIT -> facts.txnOffsetCommit((TxnOffsetCommitRequestData) data);
            case ADD_OFFSETS_TO_TXN -> facts.group(((AddOffsetsToTxnRequestData) data).groupId());
            case FIND_COORDINATOR -> facts.findCoordinator((FindCoordinatorRequestData) data);
            case JOIN_GROUP -> facts.group(((JoinGroupRequestData) data).groupId());
            case SYNC_GROUP -> facts.group(((SyncGroupRequestData) data).groupId());
            case HEARTBEAT -> facts.group(((HeartbeatRequestData) data).groupId());
            case LEAVE_GROUP -> facts.group(((LeaveGroupRequestData) data).groupId());
            case CONSUMER_GROUP_HEARTBEAT -> facts.group(((ConsumerGroupHeartbeatRequestData) data).groupId());
            case PRODUCE -> facts.produce((ProduceRequestData) data);
            case LIST_OFFSETS -> facts.listOffsets((ListOffsetsRequestData) data);
            case OFFSET_FOR_LEADER_EPOCH -> facts.leaderEpoch((OffsetForLeaderEpochRequestData) data);
            case DELETE_RECORDS -> facts.deleteRecords((DeleteRecordsRequestData) data);
            default ->
                throw new IllegalStateException("a rule must not ask what requests of kind " + request.apiKey()
                        + " name: " + NAMING_GROUPS + NAMING_PARTITIONS);
        }
        return facts;
    }

    boolean names(RequestMatch match, TopicNames topics) {
        return (match.group() == null || groups.contains(match.group()))
                && (match.topic() == null || partitions.stream().anyMatch(named -> isWanted(named, match, topics)));
    }

    private static boolean isWanted(Named named, RequestMatch match, TopicNames topics) {
        return (match.partition() == null || named.partition() == match.partition())
                && match.topic().equals(nameOf(named, topics).orElse(null));
    }

    private static Optional<String> nameOf(Named named, TopicNames topics) {
        return named.topic() == null || named.topic().isEmpty() ? topics.of(named.id()) : Optional.of(named.topic());
    }

    private void group(String group) {
        groups.add(group);
    }

    private void partitions(String topic, Uuid id, Collection<Integer> numbers) {
        numbers.forEach(number -> partitions.add(new Named(topic, id, number)));
    }

    private void offsetCommit(OffsetCommitRequestData data) {
        group(data.groupId());
        data.topics()
                .forEach(topic -> partitions(
                        topic.name(),
                        topic.topicId(),
                        topic.partitions().stream()
                                .map(OffsetCommitRequestData.OffsetCommitRequestPartition::partitionIndex)
                                .toList()));
    }

    /** Older versions ask for one group, newer ones for several; a request for all partitions names none. */
    private void offsetFetch(OffsetFetchRequestData data) {
        if (data.groups().isEmpty()) {
            group(data.groupId());
        }
        if (data.topics() != null) {
            data.topics().forEach(topic -> partitions(topic.name(), Uuid.ZERO_UUID, topic.partitionIndexes()));
        }
        data.groups().forEach(asked -> {
            group(asked.groupId());
            if (asked.topics() != null) {
                asked.topics().forEach(topic -> partitions(topic.name(), topic.topicId(), topic.partitionIndexes()));
            }
        });
    }

    private void offsetDelete(OffsetDeleteRequestData data) {
        group(data.groupId());
        data.topics()
                .forEach(topic -> partitions(
                        topic.name(),
                        Uuid.ZERO_UUID,
                        topic.partitions().stream()
                                .map(OffsetDeleteRequestData.OffsetDeleteRequestPartition::partitionIndex)
                                .toList()));
    }

    private void txnOffsetCommit(TxnOffsetCommitRequestData data) {
        group(data.groupId());
        data.topics()
                .forEach(topic -> partitions(
                        topic.name(),
                        Uuid.ZERO_UUID,
                        topic.partitions().stream()
                                .map(TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition::partitionIndex)
                                .toList()));
    }

    /** Coordinators are sought for groups, and for transactions too. */
    private void findCoordinator(FindCoordinatorRequestData data) {
        if (data.keyType() == CoordinatorType.GROUP.id()) {
            groups.addAll(data.coordinatorKeys());
            if (data.coordinatorKeys().isEmpty()) {
                group(data.key());
            }
        }
    }

    private void produce(ProduceRequestData data) {
        data.topicData()
                .forEach(topic -> partitions(
                        topic.name(),
                        topic.topicId(),
                        topic.partitionData().stream()
                                .map(ProduceRequestData.PartitionProduceData::index)
                                .toList()));
    }

    private void listOffsets(ListOffsetsRequestData data) {
        data.topics()
                .forEach(topic -> partitions(
                        topic.name(),
                        Uuid.ZERO_UUID,
                        topic.partitions().stream()
                                .map(ListOffsetsRequestData.ListOffsetsPartition::partitionIndex)
                                .toList()));
    }

    private void leaderEpoch(OffsetForLeaderEpochRequestData data) {
        data.topics()
                .forEach(topic -> partitions(
                        topic.topic(),
                        Uuid.ZERO_UUID,
                        topic.partitions().stream()
                                .map(OffsetForLeaderEpochRequestData.OffsetForLeaderPartition::partition)
                                .toList()));
    }

    private void deleteRecords(DeleteRecordsRequestData data) {
        data.topics()
                .forEach(topic -> partitions(
                        topic.name(),
                        Uuid.ZERO_UUID,
                        topic.partitions().stream()
                                .map(DeleteRecordsRequestData.DeleteRecordsPartition::partitionIndex)
                                .toList()));
    }
}

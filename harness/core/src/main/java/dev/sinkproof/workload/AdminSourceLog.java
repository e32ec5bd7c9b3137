package dev.sinkproof.workload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a real broker. */
final class AdminSourceLog implements SourceLog {
    private final Admin admin;
    private final SourceTopics topics;
    private final Map<TopicPartition, OffsetSpec> latest = new HashMap<>();

    AdminSourceLog(Admin admin, SourceTopics topics) {
        this.admin = admin;
        this.topics = topics;
        topics.places().forEach(place -> latest.put(place, OffsetSpec.latest()));
    }

    @Override
    public Map<Integer, Long> endOffsets() throws ExecutionException, InterruptedException {
        return offsets(IsolationLevel.READ_UNCOMMITTED);
    }

    @Override
    public Map<Integer, Long> stableOffsets() throws ExecutionException, InterruptedException {
        return offsets(IsolationLevel.READ_COMMITTED);
    }

    private Map<Integer, Long> offsets(IsolationLevel isolation) throws ExecutionException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get();
        Map<Integer, Long> ends = new HashMap<>();
        answer.forEach((partition, info) ->
                ends.put(topics.number(partition.topic(), partition.partition()).orElseThrow(), info.offset()));
        return ends;
    }

    @Override
    public Optional<String> topicId() throws ExecutionException, InterruptedException {
        String topic = topics.names().get(0);
        try {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}

package dev.sinkproof.kafka.proxy;

import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Rules that together keep a consumer group's members from their coordinator, until they are removed. */
public final class CoordinatorUnreachable {
    private CoordinatorUnreachable() {}

    /**
     * The group's coordinator cannot be found, and connections to it break as soon as the group's members use them. Other groups
     * go on, fetching goes on.
     */
    public static List<KafkaRule> of(String group) {
        return List.of(
                new KafkaRule(
                        "coordinator-unreachable:find",
                        RequestMatch.of(ApiKeys.FIND_COORDINATOR).ofGroup(group),
                        Calls.always(),
                        KafkaAction.refuse(Errors.COORDINATOR_NOT_AVAILABLE)),
                new KafkaRule(
                        "coordinator-unreachable:use",
                        RequestMatch.of(
                                        ApiKeys.JOIN_GROUP,
                                        ApiKeys.SYNC_GROUP,
                                        ApiKeys.HEARTBEAT,
                                        ApiKeys.LEAVE_GROUP,
                                        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                                        ApiKeys.OFFSET_COMMIT,
                                        ApiKeys.OFFSET_FETCH,
                                        ApiKeys.TXN_OFFSET_COMMIT)
                                .ofGroup(group),
                        Calls.always(),
                        KafkaAction.disconnect()));
    }
}

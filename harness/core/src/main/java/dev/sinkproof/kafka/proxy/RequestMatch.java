package dev.sinkproof.kafka.proxy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Which requests a rule is about. All conditions must hold; what is null is no condition.
 *
 * <p>A condition on group, topic or partition looks into the request's body. A request for several groups or partitions
 * matches when it names the wanted one among them, and is then acted on as a whole.
 *
 * @param apis kinds of request
 * @param clientId the client's id, in which {@code *} stands for anything and {@code ?} for one character; a Connect task's
 *     consumer is {@code connector-consumer-<connector>-<task>}
 * @param group a consumer group that the request names
 * @param topic a topic that the request names
 * @param partition a partition of that topic that the request names
 */
public record RequestMatch(Set<ApiKeys> apis, String clientId, String group, String topic, Integer partition) {
    public RequestMatch {
        apis = Set.copyOf(apis);
        if (apis.isEmpty()) {
            throw new IllegalArgumentException("a rule must name at least one kind of request");
        }
        if (partition != null && topic == null) {
            throw new IllegalArgumentException("partition " + partition + " of which topic?");
        }
        requireAll(apis, group, RequestFacts.NAMING_GROUPS, "consumer groups");
        requireAll(apis, topic, RequestFacts.NAMING_PARTITIONS, "all their topics (FETCH names only what changed)");
    }

    /** A rule that can never match would look like a fault that did not fire. */
    private static void requireAll(Set<ApiKeys> apis, String condition, Set<ApiKeys> able, String what) {
        Set<ApiKeys> unable = new TreeSet<>(apis);
        unable.removeAll(able);
        if (condition != null && !unable.isEmpty()) {
            throw new IllegalArgumentException(
                    "requests of kind " + unable + " do not name " + what + "; these do: " + new TreeSet<>(able));
        }
    }

    /** All requests of these kinds. */
    public static RequestMatch of(ApiKeys... apis) {
        return new RequestMatch(
                Arrays.stream(apis).collect(Collectors.toCollection(() -> EnumSet.noneOf(ApiKeys.class))),
                null,
                null,
                null,
                null);
    }

    /** Only those of clients with such an id. */
    public RequestMatch fromClient(String idOrGlob) {
        return new RequestMatch(apis, Objects.requireNonNull(idOrGlob), group, topic, partition);
    }

    /** Only those that name this group. */
    public RequestMatch ofGroup(String wanted) {
        return new RequestMatch(apis, clientId, Objects.requireNonNull(wanted), topic, partition);
    }

    /** Only those that name this topic. */
    public RequestMatch ofTopic(String wanted) {
        return new RequestMatch(apis, clientId, group, Objects.requireNonNull(wanted), partition);
    }

    /** Only those that name this partition. */
    public RequestMatch ofPartition(String wantedTopic, int wanted) {
        return new RequestMatch(apis, clientId, group, Objects.requireNonNull(wantedTopic), wanted);
    }

    boolean needsBody() {
        return group != null || topic != null;
    }
}

package dev.sinkproof.model;

import java.util.Objects;

/**
 * A commit of the subject's consumer group as it stands in the offsets topic.
 *
 * @param topic source topic
 * @param partition source partition
 * @param next committed offset: the next one to be read
 * @param epochMillis when the group coordinator took the commit, in its clock, which is truncated to milliseconds
 * @param logOffset position of the commit in its partition of the offsets topic: the order of commits
 * @param incarnation which topic of that name it is about, from 0; more than 0 once the topic was deleted and created again
 */
public record OffsetCommit(String topic, int partition, long next, long epochMillis, long logOffset, int incarnation) {
    public OffsetCommit {
        Objects.requireNonNull(topic, "topic");
    }

    /** A commit for the first topic of that name. */
    public OffsetCommit(String topic, int partition, long next, long epochMillis, long logOffset) {
        this(topic, partition, next, epochMillis, logOffset, 0);
    }

    /** The same commit, for another topic of that name. */
    public OffsetCommit of(int otherIncarnation) {
        return new OffsetCommit(topic, partition, next, epochMillis, logOffset, otherIncarnation);
    }
}

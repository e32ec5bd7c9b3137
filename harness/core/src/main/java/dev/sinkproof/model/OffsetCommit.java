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
 */
public record OffsetCommit(String topic, int partition, long next, long epochMillis, long logOffset) {
    public OffsetCommit {
        Objects.requireNonNull(topic, "topic");
    }
}

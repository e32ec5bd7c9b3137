package dev.sinkproof.simulation.kafka;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** A member of the group as the coordinator knows it. */
final class Member {
    /** The member answers the coordinator. */
    static final long NOT_SILENT = Long.MAX_VALUE;
    /** The member waits in a poll, or has never polled. */
    static final long RESTS = Long.MAX_VALUE;

    final String id;
    /** Which partitions it reads, as far as the coordinator was told. */
    final Set<TopicPartition> owned = new TreeSet<>(ModelGroup.ORDER);
    /** What it will get at its next poll; null when there is nothing new. */
    Set<TopicPartition> handedOut;
    /** The generation of which it has the assignment, or will have at its next poll. */
    int generation;

    boolean joined;
    long silentSinceMillis = NOT_SILENT;
    /** When it began the poll whose records it still works on. */
    long busySinceMillis = RESTS;

    Member(String id) {
        this.id = id;
    }
}

package dev.sinkproof.sinks.jdbc;

import dev.sinkproof.sinks.jdbc.OffsetStore.Advance;
import dev.sinkproof.sinks.jdbc.OffsetStore.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a task in exactly-once mode knows of its partitions: which ones it has claimed, the next offset of each, and
 * whether records at hand were fetched before or after the rewind to it. Pure bookkeeping; not thread-safe.
 */
final class PartitionClaims {
    /** Where a partition stands. */
    private enum Phase {
        /** Assigned by Connect; the offsets table could not be asked yet, or has another task's claim. */
        UNCLAIMED,
        /** A rewind is asked for while a batch from before it is being delivered: records at hand do not count. */
        REWINDING,
        /** That batch is done; Connect rewinds before it polls again. */
        REWOUND,
        /** Polled since the rewind; the first record will be at or above the next offset. */
        AWAITING,
        /** That record has come. */
        ACTIVE
    }

    private static final class Claim {
        private Phase phase = Phase.UNCLAIMED;
        private long epoch;
        private Long next;
        private boolean rewoundInVain;

        boolean held() {
            return phase != Phase.UNCLAIMED;
        }
    }

    /**
     * What is to be done with a batch.
     *
     * @param records its records that are to be written
     * @param rewinds the offsets that Connect is to be sent back to
     * @param skipped how many records were durable already
     * @param unowned how many belong to partitions that this task does not hold
     */
    record Admission(List<SinkRecord> records, Map<TopicPartition, Long> rewinds, int skipped, int unowned) {}

    private final Map<TopicPartition, Claim> claims = new HashMap<>();
    private boolean inDoubt;

    void opened(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> claims.put(partition, new Claim()));
    }

    void closed(Collection<TopicPartition> partitions) {
        claims.keySet().removeAll(partitions);
    }

    Set<TopicPartition> unclaimed() {
        Set<TopicPartition> unclaimed = new HashSet<>();
        claims.forEach((partition, claim) -> {
            if (claim.phase == Phase.UNCLAIMED) {
                unclaimed.add(partition);
            }
        });
        return unclaimed;
    }

    Set<TopicPartition> held() {
        Set<TopicPartition> held = new HashSet<>();
        claims.forEach((partition, claim) -> {
            if (claim.held()) {
                held.add(partition);
            }
        });
        return held;
    }

    /** The database may know more than this object: {@link #confirmed} must come before the next write. */
    void doubt() {
        inDoubt = true;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    /**
     * Partitions were claimed.
     *
     * @param rewound whether Connect rewinds before it delivers the next record of them
     * @return the offsets that Connect is to be sent back to
     */
    Map<TopicPartition, Long> claimed(Map<TopicPartition, Stored> stored, boolean rewound) {
        Map<TopicPartition, Long> rewinds = new HashMap<>();
        stored.forEach((partition, found) -> {
            Claim claim = claims.get(partition);
            claim.epoch = found.epoch();
            claim.next = found.nextOffset();
            claim.phase = claim.next == null ? Phase.ACTIVE : rewound ? Phase.REWOUND : Phase.REWINDING;
            if (claim.next != null) {
                rewinds.put(partition, claim.next);
            }
        });
        return rewinds;
    }

    /**
     * What the database has for the partitions held.
     *
     * @throws FencedException when it has another claim than this task's
     */
    void confirmed(Map<TopicPartition, Stored> stored) {
        List<String> fenced = new ArrayList<>();
        for (TopicPartition partition : held()) {
            Claim claim = claims.get(partition);
            Stored found = stored.get(partition);
            if (found != null && found.epoch() == claim.epoch) {
                claim.next = found.nextOffset();
                continue;
            }
            // Connect may have given it to another task, and this one hears of it at its next poll.
            claim.phase = Phase.UNCLAIMED;
            fenced.add("partition " + partition + " was claimed by another task: this one holds epoch " + claim.epoch
                    + ", the offsets table has " + (found == null ? "none" : found.epoch()));
        }
        if (!fenced.isEmpty()) {
            throw new FencedException(String.join("; ", fenced) + "; nothing was written");
        }
        inDoubt = false;
    }

    /**
     * Sorts a batch.
     *
     * @throws ConnectException when the source log no longer has the next offset
     */
    Admission admit(Collection<SinkRecord> batch) {
        replacePhase(Phase.REWOUND, Phase.AWAITING);
        List<SinkRecord> admitted = new ArrayList<>(batch.size());
        int skipped = 0;
        int unowned = 0;
        for (SinkRecord record : batch) {
            Claim claim = claims.get(Source.partition(record));
            if (claim == null || !claim.held()) {
                unowned++;
            } else if (isDue(claim, record)) {
                admitted.add(record);
            } else {
                skipped++;
            }
        }
        return new Admission(admitted, rewinds(), skipped, unowned);
    }

    private static boolean isDue(Claim claim, SinkRecord record) {
        if (claim.phase == Phase.REWINDING) {
            return false;
        }
        boolean due = claim.next == null || Source.offset(record) >= claim.next;
        if (due) {
            claim.phase = Phase.ACTIVE;
            claim.rewoundInVain = false;
        } else if (claim.phase == Phase.AWAITING) {
            rewindAgain(claim, record);
        }
        return due;
    }

    /** Once can be Connect going back to the committed offset after a failed preCommit; twice is the log itself. */
    private static void rewindAgain(Claim claim, SinkRecord record) {
        if (claim.rewoundInVain) {
            throw new ConnectException("the offsets table says that " + Source.partition(record)
                    + " goes on at offset " + claim.next + ", but after a rewind to it the source log delivered offset "
                    + Source.offset(record)
                    + ": the topic was probably deleted and created again, or lost its end. Stop the"
                    + " connector and reset its offsets (REST: DELETE /connectors/NAME/offsets)");
        }
        claim.rewoundInVain = true;
        claim.phase = Phase.REWINDING;
    }

    /** Asked for on every delivery of a batch: when the batch is done, Connect moves its position behind it again. */
    private Map<TopicPartition, Long> rewinds() {
        Map<TopicPartition, Long> rewinds = new HashMap<>();
        claims.forEach((partition, claim) -> {
            if (claim.phase == Phase.REWINDING) {
                rewinds.put(partition, claim.next);
            }
        });
        return rewinds;
    }

    void putDone() {
        replacePhase(Phase.REWINDING, Phase.REWOUND);
    }

    private void replacePhase(Phase from, Phase to) {
        for (Claim claim : claims.values()) {
            if (claim.phase == from) {
                claim.phase = to;
            }
        }
    }

    /** The steps that make a chunk's offsets durable. */
    Map<TopicPartition, Advance> advances(Map<TopicPartition, Long> nextOffsets) {
        Map<TopicPartition, Advance> advances = new HashMap<>();
        nextOffsets.forEach((partition, next) -> {
            Claim claim = claims.get(partition);
            advances.put(partition, new Advance(claim.epoch, claim.next, next));
        });
        return advances;
    }

    void advanced(Map<TopicPartition, Long> nextOffsets) {
        nextOffsets.forEach((partition, next) -> claims.get(partition).next = next);
    }

    /**
     * What may be committed to the group: what was delivered, but not of partitions whose position is about to change.
     *
     * <p>The claim goes along as metadata. Connect does not commit an offset that equals the one it rewound to, so
     * without it a group that lags behind the target would lag until the next record comes.
     */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> delivered) {
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        delivered.forEach((partition, offset) -> {
            Claim claim = claims.get(partition);
            if (claim != null && (claim.phase == Phase.AWAITING || claim.phase == Phase.ACTIVE)) {
                committable.put(
                        partition,
                        new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), "claim " + claim.epoch));
            }
        });
        return committable;
    }

    /** Whether the table says so, for a partition that is held. */
    boolean isDurable(TopicPartition partition, long nextOffset) {
        Claim claim = claims.get(partition);
        return claim != null && claim.held() && claim.next != null && claim.next >= nextOffset;
    }
}

package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One partition: its open chunk, the files of the chunk before that are not objects yet, and how far its records are in objects.
 *
 * <p>A record that comes again, because Connect delivers a batch again, is passed by. Not thread-safe.
 */
final class PartitionWriter {
    private static final long NONE = -1;

    private final TopicPartition partition;
    private final Parts parts;
    /** Files of finished chunks, in the order in which they become objects. */
    private final Deque<FinishedFile> finished = new ArrayDeque<>();

    private Chunk open;
    private boolean chunkHasOtherObjects;
    /** Records below this have been taken. */
    private long next = NONE;
    /** The first record that was delivered. */
    private SinkRecord origin;
    /**
     * Where one object ends and the next begins, and all records below are in objects: what may be committed. The last one is how far the
     * records are in objects.
     */
    private final NavigableSet<Long> boundaries = new TreeSet<>();
    /** The first record of this partition in the current batch. */
    private SinkRecord batchStart;
    /** Whether Connect was asked to go back, and has not brought a batch from there yet. */
    private boolean rewound;
    /** The first record of the batch in which it was asked; null when that had none. */
    private SinkRecord rewoundIn;
    /** Whether the rest of the batch is from before the rewind. */
    private boolean passingBy;

    private boolean advanced;

    /** What all partitions of a task share. */
    record Parts(
            S3SinkConfig config,
            ObjectNames names,
            Uploader uploader,
            Partitioner partitioner,
            RecordTime time,
            Rotation rotation,
            Clock clock,
            ErrantRecords errant) {}

    PartitionWriter(TopicPartition partition, Parts parts) {
        this.partition = partition;
        this.parts = parts;
    }

    /** Has Connect go on reading elsewhere. */
    interface Rewind {
        void to(TopicPartition partition, long offset);
    }

    void batchBegins() {
        batchStart = null;
        passingBy = false;
    }

    /** Takes a record; makes objects when it is time to. */
    void put(SinkRecord record, TimeBudget budget, Rewind rewind) throws IOException {
        if (batchStart == null) {
            batchStart = record;
            startOfBatch(record);
        }
        if (isOfAnotherTopic(record)) {
            beginAgain(record, budget, rewind);
        }
        if (origin == null) {
            origin = record;
        }
        long offset = Source.offset(record);
        if (passingBy || offset < next) {
            return;
        }
        try {
            write(record, budget, rewind);
        } catch (DataException e) {
            parts.errant().report(record, e);
        }
        if (!passingBy) {
            next = Math.max(next, offset + 1);
            rotateWhenFull(budget, rewind);
        }
    }

    /**
     * Whether the topic was deleted and created again under its name, without this task having lost the partition. Connect goes back to what
     * was committed when a commit fails, which is never below the record at which this task began; and there lies the same record then.
     */
    private boolean isOfAnotherTopic(SinkRecord record) {
        if (origin == null || Source.offset(record) > Source.offset(origin)) {
            return false;
        }
        return Source.offset(record) < Source.offset(origin)
                || !(Objects.equals(record.timestamp(), origin.timestamp())
                        && Objects.deepEquals(record.key(), origin.key())
                        && Objects.deepEquals(record.value(), origin.value()));
    }

    /** From the first record of another topic. What was taken of the one before becomes objects as it is. */
    private void beginAgain(SinkRecord record, TimeBudget budget, Rewind rewind) throws IOException {
        if (parts.config().deliveryMode() != DeliveryMode.AT_LEAST_ONCE) {
            throw new ConnectException("offsets of " + partition + " have gone back to " + Source.offset(record)
                    + ", where there is another record now than before, or that is below " + Source.offset(origin)
                    + ", where this task began: the topic was created anew. Use another " + S3SinkConfig.TOPICS_DIR
                    + ", because objects of the old records have the names of the new ones");
        }
        if (open != null) {
            rotate(Rotation.Reason.TOPIC, budget, rewind);
        }
        origin = record;
        next = Source.offset(record);
        boundaries.clear();
        // Nothing of this topic lies below, and what is committed is of the other one.
        settle(next);
    }

    /** A batch that begins with the very record that it began with before is the one before the rewind, delivered again. */
    private void startOfBatch(SinkRecord record) {
        if (rewound && passingBy) {
            rewoundIn = record;
        } else if (rewound) {
            passingBy = rewoundIn == record;
            rewound = passingBy;
        }
    }

    private void write(SinkRecord record, TimeBudget budget, Rewind rewind) throws IOException {
        if (record.value() == null) {
            if (parts.config().skipsNulls()) {
                return;
            }
            throw new DataException("it has no value, and " + S3SinkConfig.NULL_VALUES + "=error");
        }
        Instant time =
                parts.rotation().usesRecordTime() || usesTime() ? parts.time().of(record) : null;
        if (open != null
                && parts.rotation().usesRecordTime()
                && parts.rotation().byRecordTime(open, time)) {
            rotate(Rotation.Reason.RECORD_TIME, budget, rewind);
        }
        String folder = folder(record);
        if (open != null && open.breaksSchema(folder, record)) {
            rotate(Rotation.Reason.SCHEMA, budget, rewind);
        } else if (open != null && !open.has(folder) && parts.rotation().byOpenFiles(open)) {
            rotate(Rotation.Reason.OPEN_FILES, budget, rewind);
        }
        // The rotation may have found that somebody else wrote this record, or that Connect has to go back.
        if (!passingBy && Source.offset(record) >= next) {
            append(record, time);
        }
    }

    private boolean usesTime() {
        return parts.config().partitioner().equals("time");
    }

    private String folder(SinkRecord record) {
        return parts.partitioner().folder(record, open == null ? null : open.firstTime());
    }

    private void append(SinkRecord record, Instant time) throws IOException {
        Chunk chunk = open == null
                ? new Chunk(parts.config(), parts.names(), parts.clock().instant(), time)
                : open;
        chunk.write(folder(record), record);
        open = chunk;
    }

    private void rotateWhenFull(TimeBudget budget, Rewind rewind) throws IOException {
        Rotation.Reason reason = open == null ? null : parts.rotation().whenFull(open);
        if (reason != null) {
            rotate(reason, budget, rewind);
        }
    }

    /** Makes objects of what the clock says. */
    void tick(TimeBudget budget, Rewind rewind) throws IOException {
        if (untilTick().filter(left -> left.isNegative() || left.isZero()).isPresent()) {
            rotate(Rotation.Reason.WALL_CLOCK, budget, rewind);
        }
        if (open == null && finished.isEmpty() && next > settled()) {
            // Whatever came since the last object was parked or left out.
            settle(next);
        }
    }

    /** How long until {@link #tick} has something to do; empty when only a record can bring that about. */
    Optional<Duration> untilTick() {
        return Optional.ofNullable(open)
                .map(chunk ->
                        parts.rotation().untilWallClock(chunk, parts.clock().instant()));
    }

    private void rotate(Rotation.Reason reason, TimeBudget budget, Rewind rewind) throws IOException {
        // From here on the chunk is no longer open, even when its upload fails.
        Chunk chunk = open;
        open = null;
        finished.addAll(chunk.finish(next, reason));
        complete(budget, rewind);
    }

    /** Makes objects of all files that are finished. */
    void complete(TimeBudget budget, Rewind rewind) throws IOException {
        while (!finished.isEmpty()) {
            FinishedFile file = finished.peek();
            ObjectRange held = parts.uploader().upload(file, budget);
            if (held.sameRecords(file.range())) {
                finished.remove().close();
                chunkHasOtherObjects = true;
            } else {
                goOnBehind(held, file, rewind);
            }
            if (finished.isEmpty()) {
                settle(held.next());
                chunkHasOtherObjects = false;
            }
        }
    }

    /**
     * Somebody else, or this connector before its settings were changed, made the object first, and of other records. What it
     * holds is settled; this partition goes on behind it.
     */
    private void goOnBehind(ObjectRange held, FinishedFile file, Rewind rewind) throws IOException {
        if (chunkHasOtherObjects || held.files() != 1) {
            throw new ConnectException("object " + file.key() + " exists and holds " + held + ", but this task has "
                    + file.range()
                    + " for it. Where a partition has several objects at a time, they can only be made again with"
                    + " the settings that they were made with: restore these, or move the object away");
        }
        discardFinished();
        if (held.next() < next) {
            rewind.to(partition, held.next());
            rewound = true;
            rewoundIn = batchStart;
            passingBy = true;
        }
        next = held.next();
    }

    /** Whether more records are in objects than at the last call. */
    boolean takeAdvanced() {
        boolean was = advanced;
        advanced = false;
        return was;
    }

    private void settle(long below) {
        boundaries.add(below);
        advanced = true;
    }

    /** All records below this are in objects. */
    private long settled() {
        return boundaries.isEmpty() ? NONE : boundaries.last();
    }

    /**
     * The highest offset, no higher than {@code delivered}, below which all records are in objects and above which none is: objects are named
     * after their first offset, so that whoever goes on from here makes none that another one overlaps. When put fails behind an object that it
     * has made, Connect has delivered less than that object holds. Empty when there is no such offset.
     */
    OptionalLong committable(long delivered) {
        Long at = boundaries.floor(delivered);
        if (at == null) {
            return OptionalLong.empty();
        }
        boundaries.headSet(at).clear();
        return OptionalLong.of(at);
    }

    /** The first offset that was not taken; empty before the first record. */
    OptionalLong next() {
        return next == NONE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Gives everything up that is not an object: whoever owns the partition next reads it again. */
    void discard() throws IOException {
        if (open != null) {
            open.discard();
            open = null;
        }
        discardFinished();
    }

    private void discardFinished() throws IOException {
        for (FinishedFile file : finished) {
            parts.uploader().abandon(file);
            file.close();
        }
        finished.clear();
    }
}

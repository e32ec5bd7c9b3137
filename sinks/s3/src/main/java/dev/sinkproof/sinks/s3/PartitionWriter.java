package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
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
    /** The first offset that was delivered. */
    private long origin = NONE;
    /** All records below this are in objects. */
    private long safe = NONE;
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
        seen(record);
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

    private void seen(SinkRecord record) {
        if (batchStart == null) {
            batchStart = record;
            startOfBatch(record);
        }
        if (origin == NONE) {
            origin = Source.offset(record);
        }
        if (Source.offset(record) < origin) {
            throw new ConnectException("offsets of " + partition + " have gone back to " + Source.offset(record)
                    + ", below " + origin + ", where this task began: the topic was created anew. Use another "
                    + S3SinkConfig.TOPICS_DIR + ", because objects of the old records have the names of the new ones");
        }
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
        if (open == null && finished.isEmpty() && next > safe) {
            // Whatever came since the last object was parked or left out.
            safe = next;
            advanced = true;
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
                safe = held.next();
                advanced = true;
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

    /** Whether {@link #safe} has grown since the last call. */
    boolean takeAdvanced() {
        boolean was = advanced;
        advanced = false;
        return was;
    }

    /** All records below it are in objects; empty when this task has made none. */
    OptionalLong safe() {
        return safe == NONE ? OptionalLong.empty() : OptionalLong.of(safe);
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

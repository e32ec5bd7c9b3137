package dev.sinkproof.sinks.s3;

import java.time.Duration;
import java.time.Instant;

/** When open files become objects. */
public final class Rotation {
    /** Why they did. */
    public enum Reason {
        RECORDS,
        BYTES,
        RECORD_TIME,
        WALL_CLOCK,
        SCHEMA,
        OPEN_FILES,
        TOPIC
    }

    private final int records;
    private final int bytes;
    private final Duration recordTime;
    private final Duration wallClock;
    private final int openFiles;

    Rotation(S3SinkConfig config) {
        records = config.rotateRecords();
        bytes = config.rotateBytes();
        recordTime = Duration.ofMillis(config.rotateRecordTimeMillis());
        wallClock = Duration.ofMillis(config.rotateWallClockMillis());
        openFiles = config.openFilesMax();
    }

    /** Whether the files are full. */
    Reason whenFull(Chunk chunk) {
        if (chunk.records() >= records) {
            return Reason.RECORDS;
        }
        return chunk.bytes() >= bytes ? Reason.BYTES : null;
    }

    /** Whether a record of this time is too late for the files. */
    boolean byRecordTime(Chunk chunk, Instant time) {
        return usesRecordTime() && !time.isBefore(chunk.firstTime().plus(recordTime));
    }

    boolean usesRecordTime() {
        return !recordTime.isZero();
    }

    boolean byOpenFiles(Chunk chunk) {
        return chunk.files() >= openFiles;
    }

    /** How long until the clock makes objects of the files: 0 or less when it does now, null when it never does. */
    Duration untilWallClock(Chunk chunk, Instant now) {
        return wallClock.isZero()
                ? null
                : Duration.between(now, chunk.openedAt().plus(wallClock));
    }
}

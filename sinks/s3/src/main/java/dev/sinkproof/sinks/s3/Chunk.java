package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** The files that a partition's records since the last rotation are in, one for each folder. Not thread-safe. */
final class Chunk {
    private final S3SinkConfig config;
    private final ObjectNames names;
    private final Instant openedAt;
    private final Instant firstTime;
    /** In the order in which they were begun, so that the first one is also named after the chunk's first record. */
    private final Map<String, OpenFile> files = new LinkedHashMap<>();

    private long records;

    Chunk(S3SinkConfig config, ObjectNames names, Instant openedAt, Instant firstTime) {
        this.config = config;
        this.names = names;
        this.openedAt = openedAt;
        this.firstTime = firstTime;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** Time of the first record; null when nothing asks for it. */
    Instant firstTime() {
        return firstTime;
    }

    long records() {
        return records;
    }

    int files() {
        return files.size();
    }

    long bytes() {
        return files.values().stream().mapToLong(OpenFile::bytes).sum();
    }

    boolean has(String folder) {
        return files.containsKey(folder);
    }

    /** Whether the folder's file is of another schema, and the format takes only one. */
    boolean breaksSchema(String folder, SinkRecord record) {
        return config.format().oneSchema() && has(folder) && !files.get(folder).hasSchema(record.valueSchema());
    }

    void write(String folder, SinkRecord record) throws IOException {
        OpenFile file = files.get(folder);
        if (file == null) {
            files.put(folder, OpenFile.startingWith(record, folder, config, names));
        } else {
            file.write(record);
        }
        records++;
    }

    /** @param next the first offset that is not in the chunk */
    List<FinishedFile> finish(long next, Rotation.Reason reason) throws IOException {
        List<FinishedFile> finished = new ArrayList<>();
        for (OpenFile file : files.values()) {
            finished.add(file.finish(next, files.size(), reason));
        }
        return finished;
    }

    void discard() throws IOException {
        for (OpenFile file : files.values()) {
            file.discard();
        }
    }
}

package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A file that is complete on local disk and is to become an object. Remembers how far its upload came. Not thread-safe. */
public final class FinishedFile implements AutoCloseable {
    private static final String SCHEMA = "kafka-schema";

    private final String key;
    private final ObjectRange range;
    private final String schemaId;
    private final Rotation.Reason reason;
    private final Spool spool;
    private final List<CompletedPart> parts = new ArrayList<>();
    private String uploadId;

    FinishedFile(String key, ObjectRange range, String schemaId, Rotation.Reason reason, Spool spool) {
        this.key = key;
        this.range = range;
        this.schemaId = schemaId;
        this.reason = reason;
        this.spool = spool;
    }

    /** The name that the object will have. */
    public String key() {
        return key;
    }

    public ObjectRange range() {
        return range;
    }

    /** Why the file was finished. */
    public Rotation.Reason reason() {
        return reason;
    }

    public long size() {
        return spool.size();
    }

    /** Reads a part of it; any number of times. */
    public InputStream read(long from, long length) {
        return spool.read(from, length);
    }

    /** The object's metadata. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        range.writeTo(metadata);
        if (schemaId != null) {
            metadata.put(SCHEMA, schemaId);
        }
        return metadata;
    }

    /** Null when no multipart upload is under way. */
    String uploadId() {
        return uploadId;
    }

    void uploadStarted(String id) {
        uploadId = id;
        parts.clear();
    }

    void uploadEnded() {
        uploadStarted(null);
    }

    List<CompletedPart> parts() {
        return parts;
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}

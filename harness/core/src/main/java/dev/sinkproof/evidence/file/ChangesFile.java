package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The target's history as a file: gzip, JSON lines, without loss for every canonical value. A change is
 * {@code [commitMicros,"transaction","OPERATION",row]}, with the row before as a fifth where there is one.
 */
public final class ChangesFile {
    private ChangesFile() {}

    /** Begins a file; one that is there is overwritten. */
    public static EvidenceWriter<TargetChange> write(Path file) throws IOException {
        return EvidenceWriter.open(file, ChangesFile::write);
    }

    /** The changes in a file, which is opened each time they are read. */
    public static EvidenceFile<TargetChange> read(Path file) {
        return new EvidenceFile<>(file, true, () -> new RowReader<>(ChangesFile::read));
    }

    private static void write(JsonGenerator json, RowWriter rows, TargetChange change) throws IOException {
        rows.announce(change.row());
        if (change.before() != null) {
            rows.announce(change.before());
        }
        json.writeStartArray();
        json.writeNumber(change.commitMicros());
        json.writeString(change.transaction());
        json.writeString(change.operation().name());
        rows.write(change.row());
        if (change.before() != null) {
            rows.write(change.before());
        }
        json.writeEndArray();
    }

    private static TargetChange read(JsonParser json, RowReader<TargetChange> rows) throws IOException {
        Json.require(json, JsonToken.START_ARRAY);
        long commitMicros = Json.nextLong(json);
        String transaction = Json.nextText(json);
        TargetChange.Operation operation = TargetChange.Operation.valueOf(Json.nextText(json));
        json.nextToken();
        TargetRow row = rows.row(json);
        TargetRow before = json.nextToken() == JsonToken.START_ARRAY ? rows.row(json) : null;
        return new TargetChange(commitMicros, transaction, operation, row, before);
    }
}

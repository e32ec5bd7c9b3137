package dev.sinkproof.sinks.s3;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.kafka.connect.sink.SinkRecord;

/** One JSON text in a line for each record. */
final class JsonLinesEncoder implements RecordEncoder {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final OutputStream out;
    private long bytes;

    JsonLinesEncoder(Compression compression, Spool spool) throws IOException {
        out = compression.around(spool.out());
    }

    @Override
    public void write(SinkRecord record) throws IOException {
        // Into a buffer first: a value that turns out to be impossible must not leave half a line.
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            JsonValues.write(json, record.valueSchema(), record.value());
        }
        line.write('\n');
        line.writeTo(out);
        bytes += line.size();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void finish() throws IOException {
        out.close();
    }
}

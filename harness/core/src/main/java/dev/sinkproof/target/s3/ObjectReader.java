package dev.sinkproof.target.s3;

import com.fasterxml.jackson.core.JacksonException;
import com.github.luben.zstd.ZstdInputStream;
import dev.sinkproof.evidence.TargetRow;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.xerial.snappy.SnappyFramedInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads one object, of any format, record by record. What it is made of its first bytes tell, not its name: connectors do not
 * agree on endings. Needs memory for one record, or for one row group of a Parquet file, which also passes through local disk.
 */
final class ObjectReader {
    private static final int MAGIC_BYTES = 4;
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};
    private static final byte[] AVRO = {'O', 'b', 'j', 1};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final byte[] SNAPPY = {(byte) 0xff, 0x06, 0x00, 0x00};

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String tag;
    private final long size;

    /** @param tag of the content that is meant: any other is not handed out */
    ObjectReader(S3Client client, String bucket, String key, String tag, long size) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.tag = tag;
        this.size = size;
    }

    /**
     * Hands over all rows that can be read.
     *
     * @return why there are no more; null when the object was read to its end
     * @throws IOException when the service does not hand the object out: that says nothing about the object
     */
    String read(Consumer<? super TargetRow> rows) throws IOException {
        if (size == 0) {
            return "it is empty: there is not even the beginning of a file in it";
        }
        try (InputStream content = new BufferedInputStream(new Fetched(open()))) {
            readContent(content, rows);
            return null;
        } catch (IOException | AvroRuntimeException | ParquetDecodingException e) {
            if (Fetched.isCauseOf(e)) {
                throw new IOException(
                        "object " + key + " of bucket " + bucket + " was not handed out whole: " + e.getMessage(), e);
            }
            return reason(e);
        }
    }

    private InputStream open() throws IOException {
        try {
            return client.getObject(get -> get.bucket(bucket).key(key).ifMatch(tag));
        } catch (SdkException e) {
            throw new Fetched.FailedException(e);
        }
    }

    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends in the middle: " + e.getMessage();
        }
        return e instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private void readContent(InputStream content, Consumer<? super TargetRow> rows) throws IOException {
        byte[] magic = peek(content);
        if (starts(magic, GZIP)) {
            readContent(new BufferedInputStream(new GZIPInputStream(content)), rows);
        } else if (starts(magic, ZSTD)) {
            readContent(new BufferedInputStream(new ZstdInputStream(content)), rows);
        } else if (starts(magic, SNAPPY)) {
            readContent(new BufferedInputStream(new SnappyFramedInputStream(content)), rows);
        } else if (starts(magic, AVRO)) {
            readAvro(content, rows);
        } else if (starts(magic, PARQUET)) {
            readParquet(content, rows);
        } else {
            new JsonRows(key).read(content, rows);
        }
    }

    private static byte[] peek(InputStream content) throws IOException {
        content.mark(MAGIC_BYTES);
        byte[] magic = content.readNBytes(MAGIC_BYTES);
        content.reset();
        return magic;
    }

    private static boolean starts(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private void readAvro(InputStream content, Consumer<? super TargetRow> rows) throws IOException {
        AvroRows form = new AvroRows(key);
        AvroEnd end = AvroEnd.watching(content);
        try (DataFileStream<Object> records = new DataFileStream<>(end, new GenericDatumReader<>())) {
            while (records.hasNext()) {
                rows.accept(form.row(records.getSchema(), records.next()));
            }
            end.requireWhole();
        }
    }

    private void readParquet(InputStream content, Consumer<? super TargetRow> rows) throws IOException {
        Path file = Files.createTempFile("sinkproof-", ".parquet");
        try {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            AvroRows form = new AvroRows(key);
            try (ParquetReader<GenericRecord> records = AvroParquetReader.<GenericRecord>builder(
                            new LocalInputFile(file), new WithoutHadoop())
                    .withDataModel(GenericData.get())
                    .build()) {
                for (GenericRecord record = records.read(); record != null; record = records.read()) {
                    rows.accept(form.row(record.getSchema(), record));
                }
            }
        } catch (RuntimeException e) {
            // Parquet's own checks throw any of them on a damaged file; what the consumer throws is no damage of the
            // file.
            throw unlessOfTheConsumer(e);
        } finally {
            Files.delete(file);
        }
    }

    private static IOException unlessOfTheConsumer(RuntimeException e) {
        boolean ofParquet = Arrays.stream(e.getStackTrace())
                .limit(1)
                .anyMatch(frame -> frame.getClassName().startsWith("org.apache.parquet"));
        if (!ofParquet) {
            throw e;
        }
        return new IOException(e.getMessage(), e);
    }
}

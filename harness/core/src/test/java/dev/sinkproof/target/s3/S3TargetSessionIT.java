package dev.sinkproof.target.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.environment.embedded.S3Server;
import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetObject;
import dev.sinkproof.evidence.TargetRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads back, from a real S3 server, what other libraries wrote there. */
class S3TargetSessionIT {
    private static final String BUCKET = "sp-run-0";
    private static final Schema SCHEMA = SchemaBuilder.record("Order")
            .fields()
            .requiredInt("src_partition")
            .requiredLong("src_ordinal")
            .name("price")
            .type(LogicalTypes.decimal(18, 4).addToSchema(Schema.create(Schema.Type.BYTES)))
            .noDefault()
            .name("at")
            .type(LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .optionalString("note")
            .endRecord();

    private static S3Server server;

    @TempDir
    private Path folder;

    private S3Client client;
    private S3TargetSession session;
    private S3Onlooker onlooker;
    private final List<TargetRow> rows = new ArrayList<>();

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.standalone(Path.of("target", "s3-logs"));
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void begin() throws IOException {
        client = server.access().client();
        onlooker = new S3Onlooker(server.access(), BUCKET);
        session = new S3TargetSession(server.access(), BUCKET, onlooker);
        session.begin();
    }

    @AfterEach
    void close() throws IOException {
        session.close();
        client.close();
    }

    @Test
    void reads_each_format_whatever_its_name() throws IOException {
        put("a", json(0, 1).getBytes(StandardCharsets.UTF_8));
        put("b.txt", gzip(json(2, 3)));
        put("c", avro(4, 5));
        put("d", parquet(6, 7));

        List<TargetObject> objects = read();

        assertThat(rows)
                .extracting(row -> row.fields().get("src_ordinal"))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(rows)
                .extracting(TargetRow::container)
                .containsExactly("a", "a", "b.txt", "b.txt", "c", "c", "d", "d");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.fields()).containsEntry("src_partition", 3L).containsEntry("note", null);
            assertThat((BigDecimal) row.fields().get("price")).isEqualByComparingTo("1.2345");
        });
        assertThat(rows.get(4).fields()).containsEntry("at", new MicroTimestamp(17));
        assertThat(rows.get(6).fields()).containsEntry("at", new MicroTimestamp(17));
        assertThat(objects).allSatisfy(object -> {
            assertThat(object.unreadable()).isEmpty();
            assertThat(object.records()).isEqualTo(2);
            assertThat(object.runs()).hasSize(1);
        });
        assertThat(objects.get(2).runs()).containsExactly(new TargetObject.Run(3, 4, 5, 2));
    }

    @Test
    void unwraps_values_that_stand_in_an_envelope() throws IOException {
        put("a", ("{\"schema\":{\"type\":\"struct\"},\"payload\":" + json(5) + "}").getBytes(StandardCharsets.UTF_8));

        read();

        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.fields()).containsEntry("src_ordinal", 5L));
    }

    @Test
    void reads_a_broken_object_as_far_as_it_goes_and_says_why_not_further() throws IOException {
        byte[] text = json(0, 1).getBytes(StandardCharsets.UTF_8);
        put("cut.json", Arrays.copyOf(text, text.length - 10));
        byte[] packed = gzip(json(2, 3));
        put("cut.json.gz", Arrays.copyOf(packed, packed.length - 10));
        byte[] avro = avro(4, 5);
        put("cut.avro", Arrays.copyOf(avro, avro.length - 10));
        byte[] parquet = parquet(6, 7);
        put("cut.parquet", Arrays.copyOf(parquet, parquet.length - 10));
        put("empty.json", new byte[0]);
        put("folder/", new byte[0]);

        List<TargetObject> objects = read();

        assertThat(objects)
                .extracting(TargetObject::key)
                .containsExactly("cut.avro", "cut.json", "cut.json.gz", "cut.parquet", "empty.json");
        assertThat(objects).allSatisfy(object -> assertThat(object.unreadable()).isPresent());
        assertThat(objects.get(1).records()).isEqualTo(1);
    }

    @Test
    void lists_uploads_that_became_no_object() throws IOException {
        client.createMultipartUpload(upload -> upload.bucket(BUCKET).key("half"));

        assertThat(read()).singleElement().satisfies(object -> {
            assertThat(object.kind()).isEqualTo(TargetObject.Kind.UNFINISHED_UPLOAD);
            assertThat(object.key()).isEqualTo("half");
        });
    }

    @Test
    void tells_metadata() throws IOException {
        client.putObject(
                put -> put.bucket(BUCKET).key("a").metadata(Map.of("kafka-record-count", "1")),
                RequestBody.fromString(json(0)));

        assertThat(read().get(0).metadata()).containsEntry("kafka-record-count", "1");
    }

    @Test
    void sees_each_change() throws IOException {
        List<String> seen = new ArrayList<>();
        seen.add(session.fingerprint());
        put("a", json(0).getBytes(StandardCharsets.UTF_8));
        seen.add(session.fingerprint());
        put("a", json(1).getBytes(StandardCharsets.UTF_8));
        seen.add(session.fingerprint());
        client.createMultipartUpload(upload -> upload.bucket(BUCKET).key("b"));
        seen.add(session.fingerprint());

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(session.fingerprint()).isEqualTo(seen.get(3));
    }

    /** Also what is whole in the end, and what is gone. */
    @Test
    void tells_what_an_onlooker_saw_meanwhile() throws IOException {
        assertThat(onlooker.look()).contains("saw 0 objects");
        put("a", new byte[0]);
        put("b", json(3).getBytes(StandardCharsets.UTF_8));
        assertThat(onlooker.look()).contains("saw 2 objects").contains("a with 0 records, and not whole: it is empty");
        put("a", json(0, 1).getBytes(StandardCharsets.UTF_8));
        client.deleteObject(delete -> delete.bucket(BUCKET).key("b"));
        onlooker.look();
        assertThat(onlooker.look()).contains("saw 1 objects, 0 of them for the first time");

        List<TargetObject> seen = read().stream()
                .filter(object -> object.kind() == TargetObject.Kind.SEEN)
                .toList();

        assertThat(seen).extracting(TargetObject::key).containsExactly("a", "b", "a");
        assertThat(seen).extracting(TargetObject::records).containsExactly(0L, 1L, 2L);
        assertThat(seen.get(0).unreadable()).isPresent();
        assertThat(seen.get(2).unreadable()).isEmpty();
        assertThat(rows).as("of the end only").hasSize(2);
    }

    @Test
    void leaves_nothing() throws IOException {
        put("a", json(0).getBytes(StandardCharsets.UTF_8));
        client.createMultipartUpload(upload -> upload.bucket(BUCKET).key("b"));

        session.close();

        assertThat(client.listBuckets().buckets()).isEmpty();
    }

    private List<TargetObject> read() throws IOException {
        session.readSnapshot(rows::add);
        return session.readObjects().orElseThrow();
    }

    private void put(String key, byte[] content) {
        client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    private static String json(long... ordinals) {
        StringBuilder text = new StringBuilder();
        for (long ordinal : ordinals) {
            text.append("{\"src_partition\":3,\"src_ordinal\":").append(ordinal);
            text.append(",\"price\":1.2345,\"at\":17,\"note\":null}\n");
        }
        return text.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static GenericRecord record(long ordinal) {
        return new GenericRecordBuilder(SCHEMA)
                .set("src_partition", 3)
                .set("src_ordinal", ordinal)
                .set(
                        "price",
                        ByteBuffer.wrap(new BigDecimal("1.2345").unscaledValue().toByteArray()))
                .set("at", 17L)
                .set("note", null)
                .build();
    }

    private static byte[] avro(long... ordinals) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> out = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            out.create(SCHEMA, bytes);
            for (long ordinal : ordinals) {
                out.append(record(ordinal));
            }
        }
        return bytes.toByteArray();
    }

    private byte[] parquet(long... ordinals) throws IOException {
        Path file = folder.resolve("written.parquet");
        Files.deleteIfExists(file);
        try (ParquetWriter<GenericRecord> out = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withSchema(SCHEMA)
                .withDataModel(GenericData.get())
                .withConf(new PlainParquetConfiguration())
                .build()) {
            for (long ordinal : ordinals) {
                out.write(record(ordinal));
            }
        }
        return Files.readAllBytes(file);
    }
}

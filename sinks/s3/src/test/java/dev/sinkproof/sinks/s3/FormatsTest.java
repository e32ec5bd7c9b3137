package dev.sinkproof.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format, read back by its own library's reader. */
class FormatsTest {
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("shop.Order")
            .field("id", Schema.INT64_SCHEMA)
            .field("small", Schema.INT8_SCHEMA)
            .field("price", Decimal.schema(4))
            .field("day", Date.SCHEMA)
            .field("at", Timestamp.SCHEMA)
            .field(
                    "micros",
                    SchemaBuilder.int64().name(AvroSchemas.MICRO_TIMESTAMP).build())
            .field("ratio", Schema.FLOAT64_SCHEMA)
            .field("open", Schema.BOOLEAN_SCHEMA)
            .field("raw", Schema.BYTES_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lines", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
            .field(
                    "nested",
                    SchemaBuilder.struct()
                            .optional()
                            .field("x", Schema.INT32_SCHEMA)
                            .build())
            .build();

    @TempDir
    private Path folder;

    @Test
    void writesJsonWithoutLoss() throws IOException {
        String json = new String(write("json", "none", order(7)), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(
                        "{\"id\":7,\"small\":1,\"price\":99999999999999.9999,\"day\":\"1970-01-02\",\"at\":\"1970-01-01T00:00:01.234Z\","
                                + "\"micros\":1234567,\"ratio\":0.1,\"open\":true,\"raw\":\"AAE=\",\"text\":null,\"lines\":[\"a\",null],"
                                + "\"tags\":{\"k\":1},\"nested\":{\"x\":5}}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "deflate", "zstd", "snappy"})
    void writesAvroWithoutLoss(String compression) throws IOException {
        byte[] file = write("avro", compression, order(1), order(2));

        List<GenericRecord> records = new ArrayList<>();
        try (DataFileStream<GenericRecord> reader =
                new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            reader.forEach(records::add);
        }
        assertSame(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "snappy"})
    void writesParquetWithoutLoss(String compression) throws IOException {
        Path file = Files.write(folder.resolve("read.parquet"), write("parquet", compression, order(1), order(2)));

        List<GenericRecord> records = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file), new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .build()) {
            for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        assertSame(records);
    }

    private static void assertSame(List<GenericRecord> records) {
        assertThat(records).hasSize(2);
        GenericRecord first = records.get(0);
        assertThat(first.get("id")).isEqualTo(1L);
        assertThat(new BigDecimal(new java.math.BigInteger(bytes(first.get("price"))), 4))
                .isEqualTo(new BigDecimal("99999999999999.9999"));
        assertThat(first.get("day")).isEqualTo(1);
        assertThat(first.get("at")).isEqualTo(1234L);
        assertThat(first.get("micros")).isEqualTo(1_234_567L);
        assertThat(first.get("ratio")).isEqualTo(0.1);
        assertThat(bytes(first.get("raw"))).containsExactly(0, 1);
        assertThat(first.get("text")).isNull();
        assertThat(first.get("lines").toString()).isEqualTo("[a, null]");
        assertThat(first.get("tags").toString()).isEqualTo("{k=1}");
        assertThat(((GenericRecord) first.get("nested")).get("x")).isEqualTo(5);
        assertThat(records.get(1).get("id")).isEqualTo(2L);
    }

    private static byte[] bytes(Object buffer) {
        return Bytes.of((java.nio.ByteBuffer) buffer);
    }

    @ParameterizedTest
    @CsvSource({"json,none", "json,gzip", "json,zstd", "json,snappy", "avro,zstd", "parquet,snappy", "raw,gzip"})
    void makesTheSameBytesOfTheSameRecords(String format, String compression) throws IOException {
        SinkRecord[] records =
                format.equals("raw") ? new SinkRecord[] {text("a"), text("b")} : new SinkRecord[] {order(1), order(2)};

        assertThat(write(format, compression, records)).isEqualTo(write(format, compression, records));
    }

    @Test
    void compressesTextWithEachAlgorithm() throws IOException {
        byte[] plain = write("json", "none", order(1));

        assertThat(new GZIPInputStream(new ByteArrayInputStream(write("json", "gzip", order(1)))).readAllBytes())
                .isEqualTo(plain);
        assertThat(new ZstdInputStream(new ByteArrayInputStream(write("json", "zstd", order(1)))).readAllBytes())
                .isEqualTo(plain);
        assertThat(new org.xerial.snappy.SnappyFramedInputStream(
                                new ByteArrayInputStream(write("json", "snappy", order(1))))
                        .readAllBytes())
                .isEqualTo(plain);
    }

    @Test
    void leavesNothingOfARecordThatItCannotHold() throws IOException {
        Schema real = SchemaBuilder.struct()
                .field("text", Schema.STRING_SCHEMA)
                .field("x", Schema.FLOAT64_SCHEMA)
                .build();
        SinkRecord bad =
                Records.of(0, 1, 0, real, new Struct(real).put("text", "t").put("x", Double.NaN));

        try (Spool spool = Spool.create(folder)) {
            RecordEncoder encoder = Format.JSON.open(config("json", "none"), spool, real);
            encoder.write(order(1));
            assertThatThrownBy(() -> encoder.write(bad)).isInstanceOf(DataException.class);
            encoder.write(order(2));
            encoder.finish();
            spool.finish();
            assertThat(new String(spool.read(0, spool.size()).readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("{\"id\":"));
        }
    }

    @Test
    void refusesRawValuesThatHoldTheSeparator() throws IOException {
        assertThat(write("raw", "none", text("a"), text("b"))).isEqualTo("a\nb\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> write("raw", "none", text("a\nb")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("separator");
        assertThatThrownBy(() -> write("raw", "none", order(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ByteArrayConverter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avro", "parquet"})
    void saysWhichFieldASchemaFormatCannotHold(String format) {
        Schema badName =
                SchemaBuilder.struct().field("not-a-name", Schema.INT32_SCHEMA).build();
        Schema badMap = SchemaBuilder.struct()
                .field(
                        "m",
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .build();

        assertThatThrownBy(() ->
                        write(format, "none", Records.of(0, 0, 0, badName, new Struct(badName).put("not-a-name", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not-a-name");
        assertThatThrownBy(() ->
                        write(format, "none", Records.of(0, 0, 0, badMap, new Struct(badMap).put("m", Map.of(1, 1)))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("value.m");
        assertThatThrownBy(() -> write(format, "none", Records.of(0, 0, 0, null, Map.of("a", 1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("schema");
    }

    private byte[] write(String format, String compression, SinkRecord... records) throws IOException {
        try (Spool spool = Spool.create(folder)) {
            RecordEncoder encoder =
                    Format.of(format).open(config(format, compression), spool, records[0].valueSchema());
            for (SinkRecord record : records) {
                encoder.write(record);
            }
            encoder.finish();
            spool.finish();
            return spool.read(0, spool.size()).readAllBytes();
        }
    }

    private static S3SinkConfig config(String format, String compression) {
        return new S3SinkConfig(
                Tasks.properties("http://127.0.0.1:1", "b", "format", format, "compression", compression));
    }

    private static SinkRecord text(String text) {
        return Records.of(0, 0, 0, Schema.STRING_SCHEMA, text);
    }

    private static SinkRecord order(long id) {
        Struct value = new Struct(SCHEMA)
                .put("id", id)
                .put("small", (byte) 1)
                .put("price", new BigDecimal("99999999999999.9999"))
                .put("day", new java.util.Date(86_400_000))
                .put("at", new java.util.Date(1234))
                .put("micros", 1_234_567L)
                .put("ratio", 0.1)
                .put("open", true)
                .put("raw", new byte[] {0, 1})
                .put("lines", java.util.Arrays.asList("a", null))
                .put("tags", Map.of("k", 1))
                .put("nested", new Struct(SCHEMA.field("nested").schema()).put("x", 5));
        return Records.of(0, id, id, SCHEMA, value);
    }
}

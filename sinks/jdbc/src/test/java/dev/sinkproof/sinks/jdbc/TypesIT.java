package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type arrives unchanged: what PostgreSQL prints is compared, not what a driver makes of it. */
@ExtendWith(PostgresExtension.class)
@SuppressWarnings("JavaUtilDate") // Connect's logical types are made of it
class TypesIT {
    private static final Schema EVERYTHING = SchemaBuilder.struct()
            .field("i8", Schema.OPTIONAL_INT8_SCHEMA)
            .field("i16", Schema.OPTIONAL_INT16_SCHEMA)
            .field("i32", Schema.OPTIONAL_INT32_SCHEMA)
            .field("i64", Schema.OPTIONAL_INT64_SCHEMA)
            .field("f32", Schema.OPTIONAL_FLOAT32_SCHEMA)
            .field("f64", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("amount", Decimal.builder(4).optional().build())
            .field("day", Date.builder().optional().build())
            .field("time", Time.builder().optional().build())
            .field("millis", Timestamp.builder().optional().build())
            .field("micros", micros())
            .build();
    private static final String COLUMNS =
            "i8, i16, i32, i64, f32, f64, flag, text, bytes, amount, day, time, millis, micros";

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    private static Schema micros() {
        return SchemaBuilder.int64()
                .name("io.debezium.time.MicroTimestamp")
                .version(1)
                .optional()
                .build();
    }

    @Test
    void havePreciseColumns(Database database) {
        write(database, new Struct(EVERYTHING));

        assertThat(database.rows("SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
                        + " WHERE a.attrelid = 'orders'::regclass AND a.attnum BETWEEN 1 AND 14 ORDER BY a.attnum"))
                .containsExactly(
                        "i8|smallint",
                        "i16|smallint",
                        "i32|integer",
                        "i64|bigint",
                        "f32|real",
                        "f64|double precision",
                        "flag|boolean",
                        "text|text",
                        "bytes|bytea",
                        "amount|numeric",
                        "day|date",
                        "time|time(3) without time zone",
                        "millis|timestamp(3) without time zone",
                        "micros|timestamp(6) without time zone");
    }

    @Test
    void keepNulls(Database database) {
        write(database, new Struct(EVERYTHING));

        assertThat(database.one("SELECT " + COLUMNS + " FROM orders"))
                .isEqualTo("null" + "|null".repeat(EVERYTHING.fields().size() - 1));
    }

    @Test
    void keepExtremes(Database database) {
        write(
                database,
                new Struct(EVERYTHING)
                        .put("i8", Byte.MIN_VALUE)
                        .put("i16", Short.MIN_VALUE)
                        .put("i32", Integer.MIN_VALUE)
                        .put("i64", Long.MIN_VALUE)
                        .put("f32", Float.MIN_VALUE)
                        .put("f64", Double.MAX_VALUE)
                        .put("flag", false)
                        .put("text", "ä\t\"',{}\\N NULL \uD83D\uDE00 \u202E")
                        .put("bytes", new byte[] {0, -1, 39, 92})
                        .put("amount", new BigDecimal("-12345678901234567890123456789012345678.9000"))
                        .put("day", new java.util.Date(-62_135_596_800_000L - 86_400_000L))
                        .put("time", new java.util.Date(86_399_999L))
                        .put("millis", new java.util.Date(-1L))
                        .put("micros", 253_402_300_800_000_001L));

        assertThat(database.one("SELECT " + COLUMNS + " FROM orders"))
                .isEqualTo("-128|-32768|-2147483648|-9223372036854775808|1e-45|1.7976931348623157e+308|f|"
                        + "ä\t\"',{}\\N NULL \uD83D\uDE00 \u202E|\\x00ff275c|"
                        + "-12345678901234567890123456789012345678.9000|0001-12-31 BC|23:59:59.999|"
                        + "1969-12-31 23:59:59.999|10000-01-01 00:00:00.000001");
    }

    @Test
    void keepSpecialNumbers(Database database) {
        write(
                database,
                new Struct(EVERYTHING)
                        .put("f32", Float.NaN)
                        .put("f64", Double.NEGATIVE_INFINITY)
                        .put("text", "")
                        .put("bytes", ByteBuffer.wrap(new byte[0]))
                        .put("amount", new BigDecimal("0.0000"))
                        .put("micros", -1L));

        assertThat(database.one("SELECT f32, f64, text, bytes, amount, micros FROM orders"))
                .isEqualTo("NaN|-Infinity||\\x|0.0000|1969-12-31 23:59:59.999999");
    }

    @Test
    void identifyKeys(Database database) {
        Schema key = SchemaBuilder.struct()
                .field("amount", Decimal.schema(1))
                .field("raw", Schema.BYTES_SCHEMA)
                .field("f", Schema.FLOAT64_SCHEMA)
                .build();
        Schema otherScale = SchemaBuilder.struct()
                .field("amount", Decimal.schema(2))
                .field("raw", Schema.BYTES_SCHEMA)
                .field("f", Schema.FLOAT64_SCHEMA)
                .build();
        Struct one = new Struct(key)
                .put("amount", new BigDecimal("1.0"))
                .put("raw", new byte[] {1})
                .put("f", 0.0);
        Struct same = new Struct(otherScale)
                .put("amount", new BigDecimal("1.00"))
                .put("raw", ByteBuffer.wrap(new byte[] {1}))
                .put("f", -0.0);
        Struct value = new Struct(Records.VALUE).put("id", 1L).put("version", 1L);
        JdbcSinkTask task = Tasks.start(database, context, "write.mode", "upsert");

        task.put(List.of(
                Records.of(0, 0, key, one, Records.VALUE, value),
                Records.of(0, 1, otherScale, same, Records.VALUE, value)));

        assertThat(database.one("SELECT count(*), max(__source_offset) FROM orders"))
                .isEqualTo("1|1");
        task.stop();
    }

    private void write(Database database, Struct value) {
        JdbcSinkTask task = Tasks.start(database, context);
        task.put(List.of(Records.of(0, 0, 1, EVERYTHING, value)));
        task.stop();
    }
}

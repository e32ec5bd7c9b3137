package dev.sinkproof.sinks.jdbc;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * How a Connect type is kept in PostgreSQL, exactly. Types that the driver has no exact binary form for travel as text,
 * never through floating point or a time zone.
 */
enum ColumnType {
    INT8("smallint", "int2", Short[]::new, value -> ((Byte) value).shortValue()),
    INT16("smallint", "int2", Short[]::new, Function.identity()),
    INT32("integer", "int4", Integer[]::new, Function.identity()),
    INT64("bigint", "int8", Long[]::new, Function.identity()),
    FLOAT32("real", "float4", Float[]::new, Function.identity()),
    FLOAT64("double precision", "float8", Double[]::new, Function.identity()),
    BOOLEAN("boolean", "bool", Boolean[]::new, Function.identity()),
    STRING("text", "text", String[]::new, ColumnType::text),
    BYTES("bytea", "bytea", byte[][]::new, ColumnType::bytes),
    DECIMAL("numeric", "numeric", String[]::new, value -> ((BigDecimal) value).toString()),
    DATE("date", "date", String[]::new, value -> PgTemporal.date((java.util.Date) value)),
    TIME("time(3)", "time", String[]::new, value -> PgTemporal.time((java.util.Date) value)),
    TIMESTAMP("timestamp(3)", "timestamp", String[]::new, value -> PgTemporal.timestamp((java.util.Date) value)),
    MICRO_TIMESTAMP("timestamp(6)", "timestamp", String[]::new, value -> PgTemporal.microTimestamp((Long) value));

    /** Logical name of microseconds since the epoch in an int64, without a time zone. */
    static final String MICRO_TIMESTAMP_NAME = "io.debezium.time.MicroTimestamp";

    private final String sqlType;
    private final String elementType;
    private final IntFunction<Object[]> newArray;
    private final Function<Object, Object> toElement;

    ColumnType(String sqlType, String elementType, IntFunction<Object[]> newArray, Function<Object, Object> toElement) {
        this.sqlType = sqlType;
        this.elementType = elementType;
        this.newArray = newArray;
        this.toElement = toElement;
    }

    /** Type of the column in a created table. */
    String sqlType() {
        return sqlType;
    }

    /** Type of the elements of the array that carries values to the server. */
    String elementType() {
        return elementType;
    }

    Object[] newArray(int length) {
        return newArray.apply(length);
    }

    /**
     * A Connect value as an array element.
     *
     * @throws DataException when PostgreSQL cannot hold this value unchanged
     */
    Object element(Object value) {
        return value == null ? null : toElement.apply(value);
    }

    /** Equal for two elements exactly when PostgreSQL takes them as the same key. */
    Object canonical(Object element) {
        return switch (this) {
            case DECIMAL -> new BigDecimal((String) element).stripTrailingZeros();
            case BYTES -> ByteBuffer.wrap((byte[]) element);
            case FLOAT32 -> (Float) element + 0.0f; // -0.0 becomes 0.0
            case FLOAT64 -> (Double) element + 0.0d;
            default -> element;
        };
    }

    /**
     * The type that keeps values of a schema. Logical names that are not known here are kept as their base type.
     *
     * @throws DataException when no column type does
     */
    static ColumnType of(Schema schema) {
        ColumnType logical = schema.name() == null ? null : logical(schema);
        return logical == null ? basic(schema) : logical;
    }

    private static ColumnType logical(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> DECIMAL;
            case Date.LOGICAL_NAME -> DATE;
            case Time.LOGICAL_NAME -> TIME;
            case Timestamp.LOGICAL_NAME -> TIMESTAMP;
            case MICRO_TIMESTAMP_NAME -> schema.type() == Schema.Type.INT64 ? MICRO_TIMESTAMP : null;
            default -> null;
        };
    }

    private static ColumnType basic(Schema schema) {
        return switch (schema.type()) {
            case INT8 -> INT8;
            case INT16 -> INT16;
            case INT32 -> INT32;
            case INT64 -> INT64;
            case FLOAT32 -> FLOAT32;
            case FLOAT64 -> FLOAT64;
            case BOOLEAN -> BOOLEAN;
            case STRING -> STRING;
            case BYTES -> BYTES;
            case ARRAY, MAP, STRUCT ->
                throw new DataException("a field of type " + schema.type()
                        + " has no column type; flatten or remove it with a transform");
        };
    }

    private static Object text(Object value) {
        String text = (String) value;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new DataException("PostgreSQL text cannot hold the character U+0000 (at index " + i + ")");
            }
            if (Character.isSurrogate(c)) {
                i = afterPair(text, i);
            }
        }
        return text;
    }

    /** The driver would write a question mark for half a pair. */
    private static int afterPair(String text, int index) {
        if (!Character.isSurrogatePair(text.charAt(index), index + 1 < text.length() ? text.charAt(index + 1) : 0)) {
            throw new DataException("text holds an unpaired surrogate (at index " + index + "), which is no character");
        }
        return index + 1;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}

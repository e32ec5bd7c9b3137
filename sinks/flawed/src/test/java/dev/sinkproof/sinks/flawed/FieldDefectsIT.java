package dev.sinkproof.sinks.flawed;

import static dev.sinkproof.sinks.flawed.Sink.flawed;
import static dev.sinkproof.sinks.flawed.Sink.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Defects of fields and schemas: the same records for the flawed sink and for the reference. */
@ExtendWith(PostgresExtension.class)
@Tag("slow")
class FieldDefectsIT {
    private static final Schema TYPES = SchemaBuilder.struct()
            .field("micros", SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp"))
            .field("amount", Decimal.schema(4))
            .build();
    private static final Schema NEW_VALUE = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("version", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("extra", Schema.STRING_SCHEMA)
            .build();

    @Test
    void m70CutsMicroseconds(Database one, Database two) {
        assertThat(typed(flawed("M70"), one)).containsExactly("1970-01-01 00:00:01.234|12345678901234.5678");
        assertThat(typed(reference("M70"), two)).containsExactly("1970-01-01 00:00:01.234567|12345678901234.5678");
    }

    @Test
    void m71RoundsDecimals(Database one, Database two) {
        assertThat(typed(flawed("M71"), one)).containsExactly("1970-01-01 00:00:01.234567|12345678901234.5684");
        assertThat(typed(reference("M71"), two)).containsExactly("1970-01-01 00:00:01.234567|12345678901234.5678");
    }

    private static List<String> typed(Sink sink, Database database) {
        Struct value = new Struct(TYPES).put("micros", 1_234_567L).put("amount", new BigDecimal("12345678901234.5678"));
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.of(0, 0, 1, TYPES, value));
            return worker.rows("micros, amount");
        }
    }

    @Test
    void m56LosesTheFirstRecordWithANewField(Database database) {
        try (Worker worker = new Worker(flawed("M56"), database)) {
            worker.read(2);
            worker.put(withNewField(2), withNewField(3));
            for (long next = 4; next < BufferedTask.RECORDS_MAX + 4; next++) {
                worker.put(withNewField(next));
            }
            assertThat(worker.versions()).startsWith("0", "1", "3", "4");
            assertThat(worker.commit()).isGreaterThan(3);
        }
    }

    @Test
    void m58FailsAtANewField(Database one, Database two) {
        assertThatThrownBy(() -> afterANewField(flawed("M58"), one))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("extra");
        assertThat(afterANewField(reference("M58"), two)).containsExactly("0|null", "1|x");
    }

    @Test
    void m59LeavesANewFieldOut(Database one, Database two) {
        one.execute("CREATE TABLE orders (id bigint, version bigint, note text, extra text)");
        assertThat(afterANewField(flawed("M59"), one)).containsExactly("0|null", "1|null");
        assertThat(afterANewField(reference("M59"), two)).containsExactly("0|null", "1|x");
    }

    private static List<String> afterANewField(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(1);
            worker.put(withNewField(1));
            return worker.rows("version, extra");
        }
    }

    private static SinkRecord withNewField(long offset) {
        Struct value =
                new Struct(NEW_VALUE).put("id", offset).put("version", offset).put("extra", "x");
        return Records.of(0, offset, offset, NEW_VALUE, value);
    }
}

package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that cannot be written is parked alone; without a place to park it, the task fails and names it. */
@ExtendWith(PostgresExtension.class)
class ErrantRecordsIT {
    private static final String EVEN_ONLY =
            "CREATE TABLE orders (id bigint PRIMARY KEY, version bigint," + " note text CHECK (note <> 'bad'))";

    private final FakeSinkTaskContext context = new FakeSinkTaskContext().withReporter();

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "idempotent", "exactly-once"})
    void areExactlyThoseThatTheTargetRefuses(String mode, Database database) {
        database.execute(EVEN_ONLY);
        JdbcSinkTask task = Tasks.start(database, context, "delivery.mode", mode, "write.mode", "upsert");
        List<SinkRecord> batch = new ArrayList<>(Records.range(0, 0, 20));
        batch.set(3, Records.version(0, 3, 3, "bad"));
        batch.set(17, Records.version(0, 17, 17, "bad"));

        task.put(batch);

        assertThat(context.reported()).containsExactly(batch.get(3), batch.get(17));
        assertThat(context.reasons().get(0)).hasMessageContaining("orders-0@3");
        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("18");
        task.stop();
    }

    @Test
    void areCoveredByTheStoredOffset(Database database) {
        database.execute(EVEN_ONLY);
        JdbcSinkTask task = Tasks.start(database, context, "delivery.mode", "exactly-once");

        task.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 2, "bad")));

        assertThat(database.one("SELECT next_offset FROM sinkproof_offsets WHERE partition = 0"))
                .isEqualTo("2");
        task.stop();
    }

    @Test
    void leaveTheGoodVersionOfTheirKeyInPlace(Database database) {
        database.execute(EVEN_ONLY);
        JdbcSinkTask task = Tasks.start(database, context, "delivery.mode", "idempotent");
        SinkRecord bad = Records.version(0, 1, 1, "bad");

        task.put(List.of(Records.version(0, 0, 1), bad, Records.version(0, 2, 2)));

        assertThat(context.reported()).containsExactly(bad);
        assertThat(database.rows("SELECT id, version FROM orders ORDER BY id")).containsExactly("1|0", "2|2");
        task.stop();
    }

    @Test
    void areFoundThoughTheConstraintIsDeferred(Database database) {
        database.execute(
                "CREATE TABLE orders (id bigint, version bigint UNIQUE DEFERRABLE INITIALLY DEFERRED, note text)");
        JdbcSinkTask task = Tasks.start(database, context);
        task.put(Records.range(0, 5, 6));

        task.put(Records.range(1, 4, 7));

        assertThat(context.reported()).hasSize(1);
        assertThat(context.reported().get(0).kafkaOffset()).isEqualTo(5);
        assertThat(database.rows("SELECT version FROM orders ORDER BY version")).containsExactly("4", "5", "6");
        task.stop();
    }

    @Test
    void areThoseOfATypeThatTheColumnDoesNotHave(Database database) {
        Schema other = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("version", Schema.STRING_SCHEMA)
                .build();
        SinkRecord bad =
                Records.of(0, 1, 1, other, new Struct(other).put("id", 1L).put("version", "two"));
        JdbcSinkTask task = Tasks.start(database, context);

        task.put(List.of(Records.version(0, 0, 1), bad, Records.version(0, 2, 1)));

        assertThat(context.reported()).containsExactly(bad);
        assertThat(database.rows("SELECT version FROM orders ORDER BY ctid")).containsExactly("0", "2");
        task.stop();
    }

    @Test
    void areThoseThatCannotBeRows(Database database) {
        Schema nullableKey =
                SchemaBuilder.struct().field("id", Schema.OPTIONAL_INT64_SCHEMA).build();
        SinkRecord good = Records.version(0, 0, 1);
        List<SinkRecord> bad = List.of(
                Records.of(0, 1, nullableKey, new Struct(nullableKey), good.valueSchema(), good.value()),
                Records.of(0, 2, null, null, good.valueSchema(), good.value()),
                Records.of(0, 3, Records.KEY, good.key(), Schema.STRING_SCHEMA, "no struct"),
                Records.version(0, 4, 4, "half a pair \uD83D"),
                Records.version(0, 5, 5, "nul \u0000"),
                Records.tombstone(0, 6, 1),
                Records.of(0, 7, 8, Records.VALUE, (Struct) good.value()));
        List<SinkRecord> batch = new ArrayList<>(bad);
        batch.add(good);
        JdbcSinkTask task = Tasks.start(database, context, "write.mode", "upsert");

        task.put(batch);

        assertThat(context.reported()).containsExactlyElementsOf(bad);
        assertThat(database.rows("SELECT id FROM orders")).containsExactly("1");
        task.stop();
    }

    @Test
    void areTombstonesWhenRowsAreAppended(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);
        SinkRecord tombstone = Records.tombstone(0, 1, 1);

        task.put(List.of(Records.version(0, 0, 1), tombstone));

        assertThat(context.reported()).containsExactly(tombstone);
        task.stop();
    }

    @Test
    void failTheTaskWhenThereIsNoReporter(Database database) {
        database.execute(EVEN_ONLY);
        JdbcSinkTask task = Tasks.start(database, new FakeSinkTaskContext());

        assertThatThrownBy(() -> task.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 2, "bad"))))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("orders-0@1")
                .hasMessageContaining("check constraint");
        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("0");
        task.stop();
    }

    @Test
    void areNeverThoseThatMeetAnOutage(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);
        task.put(Records.range(0, 0, 1));
        database.terminateSessions(Tasks.CONNECTOR);

        assertThatThrownBy(() -> task.put(Records.range(0, 1, 2))).isInstanceOf(RetriableException.class);

        assertThat(context.reported()).isEmpty();
        task.stop();
    }

    @Test
    void areReportedOnceThoughTheirBatchIsRetried(Database database) {
        database.execute(EVEN_ONLY);
        JdbcSinkTask task = Tasks.start(new FailsOnceBeforeCommit(), database, context);
        List<SinkRecord> batch = List.of(Records.version(0, 0, 1), Records.version(0, 1, 2, "bad"));

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        task.put(batch);

        assertThat(context.reported()).hasSize(1);
        assertThat(database.rows("SELECT id FROM orders")).containsExactly("1");
        task.stop();
    }

    private static final class FailsOnceBeforeCommit extends JdbcSinkTask {
        @Override
        protected Delivery newDelivery(JdbcSinkConfig config) {
            AtLeastOnceDelivery delivery = new AtLeastOnceDelivery();
            return new Delivery() {
                private boolean failed;

                @Override
                protected void write(java.sql.Connection connection, Chunk chunk, RowWork rows)
                        throws java.sql.SQLException {
                    delivery.write(connection, chunk, c -> {
                        rows.apply(c);
                        if (!failed) {
                            failed = true;
                            throw new java.sql.SQLException("I/O error", "08006");
                        }
                    });
                }
            };
        }
    }
}

package dev.sinkproof.sinks.flawed;

import static dev.sinkproof.sinks.flawed.Sink.flawed;
import static dev.sinkproof.sinks.flawed.Sink.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Defects that show when a write fails: the same mishap for the flawed sink and for the reference. */
@ExtendWith(PostgresExtension.class)
@Tag("slow")
class FailureDefectsIT {
    private static final SinkRecord BAD = Records.version(0, 3, 3, "bad");

    @Test
    void m8LosesTheBatch(Database one, Database two) {
        assertThat(versionsAfterAnOutage(flawed("M8"), one)).containsExactly("0", "1", "4");
        assertThat(versionsAfterAnOutage(reference("M8"), two)).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void m26WritesTheBatchTwice(Database one, Database two) {
        assertThat(versionsAfterAnOutage(flawed("M26"), one)).containsExactly("0", "1", "2", "2", "3", "3", "4");
        assertThat(versionsAfterAnOutage(reference("M26"), two)).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void m66ParksTheBatch(Database one, Database two) {
        assertThat(versionsAfterAnOutage(flawed("M66"), one)).containsExactly("0", "1", "4");
        assertThat(versionsAfterAnOutage(reference("M66"), two)).containsExactly("0", "1", "2", "3", "4");
        try (Worker worker = new Worker(flawed("M66"), one)) {
            try (Outage outage = new Outage(one)) {
                worker.put(Records.range(0, 5, 7));
            }
            assertThat(worker.context().reported())
                    .extracting(SinkRecord::kafkaOffset)
                    .containsExactly(5L, 6L);
        }
    }

    @Test
    void m61TakesWhatItCannotDecodeForNothingAndPassesItOver(Database database) {
        byte[] garbage = {1, 2, 3};
        try (JsonConverter honest = new JsonConverter();
                M61NullForUndecodableConnector.Converter converter = new M61NullForUndecodableConnector.Converter()) {
            honest.configure(Map.of(), false);
            converter.configure(Map.of(), false);
            assertThatThrownBy(() -> honest.toConnectData("orders", garbage)).isInstanceOf(DataException.class);
            assertThat(converter.toConnectData("orders", garbage)).isEqualTo(SchemaAndValue.NULL);
        }
        SinkRecord undecodable = new SinkRecord("orders", 0, null, null, null, null, 2);
        try (Worker worker = new Worker(flawed("M61"), database)) {
            worker.put(Records.range(0, 0, 2));
            worker.put(List.of(undecodable));
            worker.put(Records.range(0, 3, 4));
            assertThat(worker.versions()).containsExactly("0", "1", "3");
        }
    }

    private static List<String> versionsAfterAnOutage(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.range(0, 0, 2));
            boolean taken = true;
            try (Outage outage = new Outage(database)) {
                worker.put(Records.range(0, 2, 4));
            } catch (RetriableException e) {
                taken = false;
            }
            if (!taken) {
                worker.put(Records.range(0, 2, 4));
            }
            worker.put(Records.range(0, 4, 5));
            return worker.versions();
        }
    }

    @Test
    void m24LosesItsBuffer(Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text)");
        int full = BufferedTask.RECORDS_MAX;
        try (Worker worker = new Worker(flawed("M24"), database)) {
            worker.read(full);
            try (Outage outage = new Outage(database)) {
                worker.read(2L * full);
            }
            worker.read(2L * full + 1);
            assertThat(worker.versions()).hasSize(full).startsWith(Integer.toString(full));
            assertThat(worker.commit()).isEqualTo(2L * full);
        }
    }

    @Test
    void m74StaysBrokenAfterTheOutage(Database one, Database two) {
        assertThat(deliversAfterAnOutage(flawed("M74"), one)).isFalse();
        assertThat(deliversAfterAnOutage(reference("M74"), two)).isTrue();
    }

    private static boolean deliversAfterAnOutage(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.range(0, 0, 2));
            try (Outage outage = new Outage(database)) {
                assertThat(worker.deliver(Records.range(0, 2, 4))).isFalse();
            }
            return worker.deliver(Records.range(0, 2, 4));
        }
    }

    @Test
    void m28WritesTheGoodRowsAgain(Database one, Database two) {
        assertThat(versionsAfterOneRowFailed(flawed("M28"), one)).containsExactly("0", "0", "1", "1", "2", "2", "3");
        assertThat(versionsAfterOneRowFailed(reference("M28"), two)).containsExactly("0", "1", "2", "3");
    }

    private static List<String> versionsAfterOneRowFailed(Sink sink, Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text)");
        database.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.note = 'bad' THEN"
                        + " RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END IF; RETURN NEW; END $$");
        database.execute("CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION refuse()");
        try (Worker worker = new Worker(sink, database)) {
            assertThatThrownBy(() -> worker.put(withABadRecord())).isInstanceOf(RetriableException.class);
            database.execute("DROP TRIGGER t ON orders");
            worker.put(withABadRecord());
            return worker.versions();
        }
    }

    private static List<SinkRecord> withABadRecord() {
        return List.of(Records.version(0, 0, 0), Records.version(0, 1, 1), Records.version(0, 2, 2), BAD);
    }

    @Test
    void m62SkipsTheBadRecord(Database one, Database two) {
        assertThat(reportedOfABatchWithABadRecord(flawed("M62"), one)).isEmpty();
        assertThat(reportedOfABatchWithABadRecord(reference("M62"), two)).containsExactly(3L);
    }

    @Test
    void m64ParksTheWholeBatch(Database one, Database two) {
        assertThat(reportedOfABatchWithABadRecord(flawed("M64"), one)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(reportedOfABatchWithABadRecord(reference("M64"), two)).containsExactly(3L);
    }

    private static List<Long> reportedOfABatchWithABadRecord(Sink sink, Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text CHECK (note <> 'bad'))");
        try (Worker worker = new Worker(sink, database)) {
            worker.put(withABadRecord());
            worker.put(Records.range(0, 4, 5));
            assertThat(worker.versions()).contains("4").doesNotContain("3");
            assertThat(worker.commit()).isEqualTo(5);
            return worker.context().reported().stream()
                    .map(SinkRecord::kafkaOffset)
                    .toList();
        }
    }

    @Test
    void m75FailsAtAReplay(Database one, Database two) {
        assertThatThrownBy(() -> replay(flawed("M75"), one))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("duplicate key");
        replay(reference("M75"), two);
    }

    private static void replay(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(Records.range(0, 0, 3));
            worker.put(Records.range(0, 2, 4));
        }
    }

    @Test
    void m77WritesWhatItGaveUp(Database one, Database two) throws SQLException {
        assertThat(copiesWrittenThroughASlowTarget(flawed("M77"), one)).isGreaterThan(1);
        assertThat(copiesWrittenThroughASlowTarget(reference("M77"), two)).isEqualTo(1);
    }

    /** The target lets the first attempt through when the task has given it up, or else at once. */
    private static int copiesWrittenThroughASlowTarget(Sink sink, Database database) throws SQLException {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text)");
        SinkRecord record = Records.version(0, 0, 0);
        try (Worker worker = new Worker(sink, database, "source.columns", "false")) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                if (sink.flawed()) {
                    statement.execute("LOCK TABLE orders");
                    assertThatThrownBy(() -> worker.put(record)).isInstanceOf(RetriableException.class);
                }
            }
            assertThat(worker.deliver(List.of(record))).isTrue();
            return worker.versions().size();
        }
    }
}

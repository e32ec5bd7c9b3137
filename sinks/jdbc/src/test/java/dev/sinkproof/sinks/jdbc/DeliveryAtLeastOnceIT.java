package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DeliveryAtLeastOnceIT {
    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void appendsOneRowForEachRecordInOrder(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "batch.size", "3");

        task.put(Records.range(0, 0, 10));

        assertThat(database.rows("SELECT version, note, __source_topic, __source_partition, __source_offset"
                        + " FROM orders ORDER BY ctid"))
                .hasSize(10)
                .startsWith("0|v0|orders|0|0", "1|v1|orders|0|1");
        task.stop();
    }

    @Test
    void writesAgainWhatANewTaskIsGivenAgain(Database database) {
        JdbcSinkTask crashed = Tasks.start(database, context);
        crashed.put(Records.range(0, 0, 5));
        JdbcSinkTask next = Tasks.start(database, context);

        next.put(Records.range(0, 3, 7));

        assertThat(database.rows("SELECT id, count(*) FROM orders GROUP BY id ORDER BY id"))
                .containsExactly("0|1", "1|1", "2|1", "3|2", "4|2", "5|1", "6|1");
        crashed.stop();
        next.stop();
    }

    @Test
    void replacesRowsByKeyWhenAskedTo(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "write.mode", "upsert", "delete.enabled", "true");

        task.put(List.of(
                Records.version(0, 0, 1),
                Records.version(0, 1, 2),
                Records.version(0, 2, 1),
                Records.tombstone(0, 3, 2),
                Records.version(0, 4, 3),
                Records.tombstone(0, 5, 3),
                Records.version(0, 6, 3)));

        assertThat(database.rows("SELECT id, version FROM orders ORDER BY id")).containsExactly("1|2", "3|6");
        task.stop();
    }

    @Test
    void deletesFromATableThatDoesNotExist(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "delete.enabled", "true");

        task.put(List.of(Records.tombstone(0, 0, 1)));
        task.put(List.of(Records.version(0, 1, 1)));

        assertThat(database.rows("SELECT id, version FROM orders")).containsExactly("1|1");
        task.stop();
    }

    @Test
    void takesKeysThatAreNoStruct(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "write.mode", "upsert", "key.column", "code");
        SinkRecord version = Records.version(0, 0, 1);

        task.put(List.of(Records.of(0, 0, Schema.STRING_SCHEMA, "k", version.valueSchema(), version.value())));

        assertThat(database.one("SELECT code, id FROM orders")).isEqualTo("k|1");
        task.stop();
    }

    @Test
    void retriesAfterItsSessionWasTerminated(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "max.retries", "1");
        task.put(Records.range(0, 0, 2));
        database.terminateSessions(Tasks.CONNECTOR);

        assertThatThrownBy(() -> task.put(Records.range(0, 2, 4)))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("orders-0@2..3");
        task.put(Records.range(0, 2, 4));

        assertThat(context.timeoutMillis()).isEqualTo(17);
        assertThat(database.rows("SELECT id FROM orders ORDER BY ctid")).containsExactly("0", "1", "2", "3");
        task.stop();
    }

    @Test
    void doesNotWriteTheDurableChunksOfARetriedBatchAgain(Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text)");
        database.execute("CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.id >= 4 AND EXISTS (SELECT FROM pg_class WHERE relname = 'outage') THEN"
                + " RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END IF; RETURN NEW; END $$");
        database.execute("CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fail_once()");
        database.execute("CREATE TABLE outage ()");
        JdbcSinkTask task = Tasks.start(database, context, "batch.size", "2", "source.columns", "false");
        List<SinkRecord> batch = Records.range(0, 0, 7);

        assertThatThrownBy(() -> task.put(batch)).isInstanceOf(RetriableException.class);
        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("4");
        database.execute("DROP TABLE outage");
        task.put(batch);

        assertThat(database.rows("SELECT id FROM orders ORDER BY ctid"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6");
        task.stop();
    }

    @Test
    void givesUpAfterTheRetriesAreUsedUp(Database database) {
        String nowhere = database.url().replaceFirst(":[0-9]+/", ":1/");
        JdbcSinkTask task = new JdbcSinkTask();
        task.initialize(context);
        task.start(Tasks.properties(nowhere, "max.retries", "2", "retry.backoff.ms", "0"));
        task.open(Tasks.partitions(0));

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 1))).isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> task.put(Records.range(0, 0, 1))).isInstanceOf(RetriableException.class);
        assertThatThrownBy(() -> task.put(Records.range(0, 0, 1)))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("gave up after 2 retries");
        task.stop();
    }

    @Test
    void failsAtOnceWhenTheDatabaseDoesNotExist(Database database) {
        JdbcSinkTask task = new JdbcSinkTask();
        task.initialize(context);
        task.start(Tasks.properties(database.url().replaceFirst("/test[0-9]+", "/nowhere")));

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 1)))
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("3D000");
        task.stop();
    }

    /** Connect 4.3.1 counts a batch as delivered that a rebalance has dropped before it was delivered again. */
    @Test
    void commitsNothingOfAFailedBatchUntilItsRecordsAreWritten(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);
        task.put(Records.range(0, 0, 2));
        database.terminateSessions(Tasks.CONNECTOR);
        assertThatThrownBy(() -> task.put(Records.range(0, 2, 4))).isInstanceOf(RetriableException.class);
        Map<TopicPartition, OffsetAndMetadata> counted = Map.of(
                Records.partition(0), new OffsetAndMetadata(4),
                Records.partition(1), new OffsetAndMetadata(7));

        task.close(Tasks.partitions(0));
        task.open(Tasks.partitions(0));
        task.put(List.of());
        assertThat(task.preCommit(counted)).containsOnlyKeys(Records.partition(1));

        task.put(Records.range(0, 2, 4));
        assertThat(task.preCommit(counted)).isEqualTo(counted);
        task.stop();
    }

    @Test
    void letsConnectCommitWhatItDelivered(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);
        Map<org.apache.kafka.common.TopicPartition, OffsetAndMetadata> delivered =
                Map.of(Records.partition(0), new OffsetAndMetadata(2));

        task.put(Records.range(0, 0, 2));

        assertThat(task.preCommit(delivered)).isEqualTo(delivered);
        task.stop();
    }

    @Test
    void opensNoConnectionForAnEmptyBatch(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);

        task.put(List.of());

        assertThat(database.one(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + Tasks.CONNECTOR + "'"))
                .isEqualTo("0");
        task.stop();
    }
}

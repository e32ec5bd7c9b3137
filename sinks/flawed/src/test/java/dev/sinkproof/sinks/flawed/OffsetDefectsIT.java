package dev.sinkproof.sinks.flawed;

import static dev.sinkproof.sinks.flawed.Sink.flawed;
import static dev.sinkproof.sinks.flawed.Sink.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Defects of what is committed, when, and for which partitions: the same mishap for the flawed sink and for the reference. */
@ExtendWith(PostgresExtension.class)
@Tag("slow")
class OffsetDefectsIT {
    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, version bigint, note text)";
    private static final long WAIT_NANOS = 30_000_000_000L;

    @Test
    void m3LetsBeCommittedWhatIsNotWritten(Database one, Database two) throws SQLException {
        assertThat(committedWhileTheTargetIsLocked(flawed("M3"), one)).isEqualTo(3);
        assertThatThrownBy(() -> committedWhileTheTargetIsLocked(reference("M3"), two))
                .as("the reference waits for the lock")
                .isInstanceOf(ConnectException.class);
    }

    private static long committedWhileTheTargetIsLocked(Sink sink, Database database) throws SQLException {
        database.execute(TABLE);
        try (Worker worker = new Worker(sink, database, "lock.timeout.ms", "200", "source.columns", "false")) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE orders");
                worker.read(3);
                return worker.commit();
            }
        }
    }

    @Test
    void m15CommitsForAPartitionThatIsGone(Database database) {
        try (Worker worker = new Worker(flawed("M15"), database)) {
            worker.read(3);
            worker.task().close(Tasks.partitions(0));
            long deadline = System.nanoTime() + WAIT_NANOS;
            while (worker.commit() < 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(worker.commit()).as("the acknowledgement came late").isEqualTo(3);
        }
    }

    @Test
    void m17NoLongerWritesThePartitionThatStays(Database one, Database two) {
        assertThat(versionsWhenAnotherPartitionGoes(flawed("M17"), one)).containsExactly("0", "1");
        assertThat(versionsWhenAnotherPartitionGoes(reference("M17"), two)).containsExactly("0", "1", "2", "3");
    }

    @Test
    void m18NoLongerWritesThePartitionThatStays(Database one, Database two) {
        assertThat(versionsWhenAnotherPartitionGoes(flawed("M18"), one)).containsExactly("0", "1");
        assertThat(versionsWhenAnotherPartitionGoes(reference("M18"), two)).containsExactly("0", "1", "2", "3");
    }

    private static List<String> versionsWhenAnotherPartitionGoes(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(2);
            worker.task().close(Tasks.partitions(1));
            worker.read(4);
            assertThat(worker.commit()).isEqualTo(worker.versions().size() == 4 ? 4 : -1);
            return worker.versions();
        }
    }

    @Test
    void m19CommitsAnOldOffsetOfAPartitionThatIsBack(Database one, Database two) {
        assertThat(committedOnReturn(flawed("M19"), one)).isEqualTo(3);
        assertThat(committedOnReturn(reference("M19"), two)).isEqualTo(9);
    }

    private static long committedOnReturn(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(3);
            worker.task().close(Tasks.partitions(0));
            worker.task().open(Tasks.partitions(0));
            // Another task has written up to 9 meanwhile: this is where Connect starts.
            Map<TopicPartition, OffsetAndMetadata> position = Map.of(Records.partition(0), new OffsetAndMetadata(9));
            return worker.task().preCommit(position).get(Records.partition(0)).offset();
        }
    }

    @Test
    void m21LosesItsBufferWhenItIsStopped(Database one) {
        one.execute(TABLE);
        try (Worker worker = new Worker(flawed("M21"), one)) {
            worker.read(3);
            worker.restart();
            worker.read(3 + BufferedTask.RECORDS_MAX);
            worker.read(4 + BufferedTask.RECORDS_MAX);
            assertThat(worker.versions()).hasSize(BufferedTask.RECORDS_MAX).startsWith("3", "4");
        }
    }

    @Test
    void m22LosesItsBufferBeforeTheTargetHoldsAnything(Database one, Database two) {
        assertThat(firstVersionAfterACrash(flawed("M22"), one)).isEqualTo("3");
        assertThat(firstVersionAfterACrash(reference("M22"), two)).isEqualTo("0");
    }

    private static String firstVersionAfterACrash(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(3);
            worker.crash();
            worker.read(3 + BufferedTask.RECORDS_MAX);
            worker.read(4 + BufferedTask.RECORDS_MAX);
            return worker.versions().get(0);
        }
    }

    @Test
    void m22LosesNothingOnceTheTargetHoldsAnOffset(Database database) {
        try (Worker worker = new Worker(flawed("M22"), database)) {
            worker.read(BufferedTask.RECORDS_MAX);
            worker.read(BufferedTask.RECORDS_MAX + 3);
            worker.crash();
            worker.read(2L * BufferedTask.RECORDS_MAX);
            worker.read(2L * BufferedTask.RECORDS_MAX + 1);
            assertThat(worker.versions()).hasSize(2 * BufferedTask.RECORDS_MAX).doesNotHaveDuplicates();
        }
    }

    @Test
    void m30WritesAgainWhatWasWrittenSinceTheLastFlush(Database one, Database two) {
        assertThat(versionsAfterACrashWithoutAFlush(flawed("M30"), one)).containsExactly("0", "1", "2", "2", "3");
        assertThat(versionsAfterACrashWithoutAFlush(reference("M30"), two)).containsExactly("0", "1", "2", "3");
    }

    private static List<String> versionsAfterACrashWithoutAFlush(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(2);
            worker.commit();
            worker.read(3);
            worker.crashWithoutCommit();
            worker.read(4);
            return worker.versions();
        }
    }

    @Test
    void m33WritesTheLastRecordAgainAtARestart(Database one, Database two) {
        assertThat(versionsAfterARestart(flawed("M33"), one)).containsExactly("0", "1", "2", "2", "3");
        assertThat(versionsAfterARestart(reference("M33"), two)).containsExactly("0", "1", "2", "3");
    }

    private static List<String> versionsAfterARestart(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.read(3);
            worker.restart();
            worker.read(4);
            return worker.versions();
        }
    }

    @Test
    void m46CommitsForATopicThatConnectDoesNotKnow(Database one, Database two) {
        assertThat(committedPartitions(flawed("M46"), one)).containsExactly(new TopicPartition("orders_v2", 0));
        assertThat(committedPartitions(reference("M46"), two)).containsExactly(Records.partition(0));
    }

    private static Iterable<TopicPartition> committedPartitions(Sink sink, Database database) {
        try (Worker worker = new Worker(sink, database)) {
            worker.put(renamed(Records.version(0, 0, 1)));
            Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
            delivered.put(Records.partition(0), new OffsetAndMetadata(1));
            return worker.task().preCommit(delivered).keySet();
        }
    }

    private static SinkRecord renamed(SinkRecord record) {
        return new SinkRecord(
                "orders_v2",
                0,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.kafkaOffset(),
                0L,
                TimestampType.CREATE_TIME,
                record.headers(),
                record.topic(),
                0,
                record.kafkaOffset());
    }

    @Test
    void m54KeepsTheLastRecordsOfAnIdleTopic(Database one) {
        one.execute(TABLE);
        try (Worker worker = new Worker(flawed("M54"), one)) {
            worker.read(3);
            LockSupport.parkNanos(M54DeafTimerConnector.Task.IDLE_MAX_MILLIS * 1_000_000);
            worker.put();
            assertThat(worker.versions()).isEmpty();
            assertThat(worker.commit()).isZero();
            worker.read(4);
            assertThat(worker.versions()).containsExactly("0", "1", "2");
        }
    }

    @Test
    void m55NeedsATransactionForEachKey(Database one, Database two) {
        assertThat(transactions(flawed("M55"), one)).isEqualTo(30);
        assertThat(transactions(reference("M55"), two)).isEqualTo(1);
    }

    private static int transactions(Sink sink, Database database) {
        database.execute(TABLE);
        try (Worker worker = new Worker(sink, database)) {
            worker.read(30);
            worker.commit();
            return Integer.parseInt(database.one("SELECT count(DISTINCT xmin::text) FROM orders"));
        }
    }
}

package dev.sinkproof.sinks.flawed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.FakeSinkTaskContext;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.PostgresExtension;
import dev.sinkproof.sinks.jdbc.Records;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@Tag("slow")
class M1QueuedWritesIT {
    private static final String NEVER = "3600000";
    private static final String SOON = "20";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Map<TopicPartition, OffsetAndMetadata> DELIVERED =
            Map.of(Records.partition(0), new OffsetAndMetadata(3));

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void losesWhatWasCommittedBeforeACrash(Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text)");
        M1QueuedWritesTask crashing = start(database, NEVER);
        crashing.put(Records.range(0, 0, 3));
        long committed = crashing.preCommit(DELIVERED).get(Records.partition(0)).offset();

        // Never heard of again: the worker was killed.
        M1QueuedWritesTask next = start(database, NEVER);
        next.put(Records.range(0, committed, 5));
        next.stop();

        assertThat(committed).isEqualTo(3);
        assertThat(database.rows("SELECT version FROM orders ORDER BY version")).containsExactly("3", "4");
    }

    @Test
    void isTheOnlyDifferenceFromTheReference(Database database) {
        JdbcSinkTask crashing = Tasks.start(database, context);
        crashing.put(Records.range(0, 0, 3));
        long committed = crashing.preCommit(DELIVERED).get(Records.partition(0)).offset();
        JdbcSinkTask next = Tasks.start(database, context);
        next.put(Records.range(0, committed, 5));

        assertThat(versions(database)).containsExactly("0", "1", "2", "3", "4");
        crashing.stop();
        next.stop();
    }

    @Test
    void writesAtTheNextTick(Database database) {
        M1QueuedWritesTask task = start(database, SOON);

        task.put(Records.range(0, 0, 3));

        awaitRows(database, 3);
        task.stop();
    }

    @Test
    void losesNothingWhenItIsStoppedOrRebalanced(Database database) {
        M1QueuedWritesTask task = start(database, NEVER);
        task.put(Records.range(0, 0, 3));
        task.close(Tasks.partitions(0));
        assertThat(versions(database)).hasSize(3);

        task.put(Records.range(1, 0, 2));
        task.stop();

        assertThat(versions(database)).hasSize(5);
    }

    @Test
    void doesNotHideAFailure(Database database) {
        database.execute("CREATE TABLE orders (id bigint, version bigint, note text CHECK (note <> 'bad'))");
        M1QueuedWritesTask task = start(database, NEVER);
        task.put(List.of(Records.version(0, 0, 1, "bad")));
        task.close(List.of());

        assertThatThrownBy(() -> task.put(Records.range(0, 1, 2))).isInstanceOf(ConnectException.class);
        task.stop();
    }

    private M1QueuedWritesTask start(Database database, String intervalMillis) {
        return Tasks.start(
                new M1QueuedWritesTask(), database, context, M1QueuedWritesConnector.INTERVAL_MS, intervalMillis);
    }

    private static List<String> versions(Database database) {
        return database.rows("SELECT version FROM orders ORDER BY version");
    }

    private static void awaitRows(Database database, int count) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            last = database.one("SELECT to_regclass('orders') IS NOT NULL").equals("t")
                    ? database.one("SELECT count(*) FROM orders")
                    : "no table";
            if (last.equals(Integer.toString(count))) {
                return;
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("expected " + count + " rows within " + WAIT + ", but saw " + last);
    }
}

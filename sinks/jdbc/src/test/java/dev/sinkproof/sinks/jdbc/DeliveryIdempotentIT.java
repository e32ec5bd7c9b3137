package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DeliveryIdempotentIT {
    private static final String[] SETTINGS = {
        "delivery.mode", "idempotent", "delete.enabled", "true", "lock.timeout.ms", "3000"
    };
    private static final String STATE = "SELECT id, version, note FROM orders ORDER BY id";
    private static final long WAIT_SECONDS = 30;

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void changesNothingWhenABatchComesAgain(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        List<SinkRecord> batch = List.of(Records.version(0, 0, 1), Records.version(0, 1, 2), Records.version(0, 2, 1));
        task.put(batch);
        List<String> before = database.rows("SELECT *, xmin FROM orders ORDER BY id");

        task.put(batch);

        assertThat(database.rows("SELECT *, xmin FROM orders ORDER BY id")).isEqualTo(before);
        task.stop();
    }

    @Test
    void keepsTheNewestVersionWhenAReplayStopsMidway(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 1), Records.version(0, 2, 1)));

        task.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 1)));

        assertThat(database.rows(STATE)).containsExactly("1|2|v2");
        task.stop();
    }

    @Test
    void doesNotBringADeletedKeyBackWhenItsVersionsAreReplayed(Database database) {
        JdbcSinkTask crashed = Tasks.start(database, context, SETTINGS);
        crashed.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 2)));
        crashed.put(List.of(Records.tombstone(0, 2, 1)));
        JdbcSinkTask next = Tasks.start(database, context, SETTINGS);

        next.put(List.of(Records.version(0, 0, 1)));

        assertThat(database.rows(STATE)).containsExactly("2|1|v1");
        crashed.stop();
        next.stop();
    }

    @Test
    void doesNotDeleteAKeyThatWasWrittenLater(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(List.of(Records.version(0, 0, 1), Records.tombstone(0, 1, 1), Records.version(0, 2, 1)));

        task.put(List.of(Records.version(0, 0, 1), Records.tombstone(0, 1, 1)));

        assertThat(database.rows(STATE)).containsExactly("1|2|v2");
        task.stop();
    }

    @Test
    void writesAKeyAgainAfterItsDeletion(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(List.of(Records.version(0, 0, 1)));
        task.put(List.of(Records.tombstone(0, 1, 1)));

        task.put(List.of(Records.version(0, 2, 1)));

        assertThat(database.rows(STATE)).containsExactly("1|2|v2");
        task.stop();
    }

    @Test
    void remembersADeletionThatComesBeforeTheTableExists(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(List.of(Records.tombstone(0, 5, 1)));

        task.put(List.of(Records.version(0, 4, 1), Records.version(0, 6, 2)));

        assertThat(database.rows(STATE)).containsExactly("2|6|v6");
        task.stop();
    }

    @Test
    void takesTheLaterArrivalWhenAKeyIsInTwoPartitions(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(List.of(Records.version(0, 9, 1)));

        task.put(List.of(Records.version(1, 3, 1)));

        assertThat(database.rows(STATE)).containsExactly("1|3|v3");
        task.stop();
    }

    @Test
    void triesAgainWhenAnotherSessionHoldsThePartition(Database database) throws Exception {
        JdbcSinkTask task = Tasks.start(
                database, context, "delivery.mode", "idempotent", "delete.enabled", "true", "lock.timeout.ms", "50");
        IdempotentDelivery sameLocks = new IdempotentDelivery(
                new JdbcSinkConfig(Tasks.properties(database.url(), "delivery.mode", "idempotent")));
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            CatalogChange.execute(
                    other, "SELECT pg_advisory_xact_lock(" + sameLocks.lockId(Records.partition(0)) + ")");

            assertThatThrownBy(() -> task.put(Records.range(0, 0, 1)))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("55P03");
            task.put(Records.range(1, 0, 1));
        }

        task.put(Records.range(0, 0, 1));

        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("1");
        assertThat(database.one("SELECT __source_partition FROM orders")).isEqualTo("0");
        task.stop();
    }

    @Test
    void goesOnWhenAPausedWorkerHoldsThePartition(Database database) throws Exception {
        CountDownLatch inTransaction = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        JdbcSinkTask zombie = Tasks.start(
                pausedTask(inTransaction, resumed),
                database,
                context,
                "delivery.mode",
                "idempotent",
                "delete.enabled",
                "true",
                "idle.transaction.timeout.ms",
                "200");
        JdbcSinkTask owner = Tasks.start(database, new FakeSinkTaskContext(), SETTINGS);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> pausedPut = threads.submit(() -> zombie.put(List.of(Records.version(0, 0, 1))));
            assertThat(inTransaction.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            owner.put(List.of(Records.version(0, 0, 1), Records.tombstone(0, 1, 1), Records.version(0, 2, 2)));
            resumed.countDown();

            assertThatThrownBy(() -> pausedPut.get(WAIT_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RetriableException.class);
            assertThat(database.rows(STATE)).containsExactly("2|2|v2");
        } finally {
            resumed.countDown();
            threads.shutdownNow();
            zombie.stop();
            owner.stop();
        }
    }

    /** A task that stops between taking its locks and writing its rows, until it is resumed. */
    private static JdbcSinkTask pausedTask(CountDownLatch inTransaction, CountDownLatch resumed) {
        return new JdbcSinkTask() {
            @Override
            protected Delivery newDelivery(JdbcSinkConfig config) {
                IdempotentDelivery delivery = new IdempotentDelivery(config);
                return new Delivery() {
                    @Override
                    protected void write(Connection connection, Chunk chunk, RowWork rows)
                            throws java.sql.SQLException {
                        delivery.write(connection, chunk, c -> {
                            inTransaction.countDown();
                            awaitQuietly(resumed);
                            rows.apply(c);
                        });
                    }
                };
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An owner writes the whole log while zombies replay parts of it, in chunks of other sizes, at the same time. */
    @RepeatedTest(5)
    void endsAsTheLogSaysWhateverZombiesWriteMeanwhile(Database database) throws Exception {
        List<SinkRecord> log = randomLog(new Random(7), 600, 12);
        JdbcSinkTask first = Tasks.start(database, new FakeSinkTaskContext(), SETTINGS);
        first.put(log.subList(0, 300));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> writers = new ArrayList<>();
            writers.add(threads.submit(() -> replay(database, log.subList(0, 250), 3)));
            writers.add(threads.submit(() -> replay(database, log.subList(100, 400), 7)));
            writers.add(threads.submit(() -> replay(database, log.subList(290, 600), 11)));
            for (Future<?> writer : writers) {
                writer.get(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(database.rows(STATE)).isEqualTo(lastWord(log));
        first.stop();
    }

    private static void replay(Database database, List<SinkRecord> records, int putSize) {
        JdbcSinkTask task = Tasks.start(database, new FakeSinkTaskContext(), SETTINGS);
        for (int from = 0; from < records.size(); from += putSize) {
            task.put(records.subList(from, Math.min(records.size(), from + putSize)));
        }
        task.stop();
    }

    private static List<SinkRecord> randomLog(Random random, int length, int keys) {
        List<SinkRecord> log = new ArrayList<>();
        for (int offset = 0; offset < length; offset++) {
            long key = random.nextInt(keys);
            log.add(random.nextInt(3) == 0 ? Records.tombstone(0, offset, key) : Records.version(0, offset, key));
        }
        return log;
    }

    private static List<String> lastWord(List<SinkRecord> log) {
        Map<Long, String> rows = new TreeMap<>();
        for (SinkRecord record : log) {
            long id = ((org.apache.kafka.connect.data.Struct) record.key()).getInt64("id");
            if (record.value() == null) {
                rows.remove(id);
            } else {
                rows.put(id, id + "|" + record.kafkaOffset() + "|v" + record.kafkaOffset());
            }
        }
        return List.copyOf(rows.values());
    }
}

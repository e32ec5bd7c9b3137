package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class DeliveryExactlyOnceIT {
    private static final String[] SETTINGS = {"delivery.mode", "exactly-once", "batch.size", "4"};
    private static final String VERSIONS = "SELECT version FROM orders ORDER BY ctid";
    private static final String OFFSETS =
            "SELECT partition, next_offset, epoch FROM sinkproof_offsets ORDER BY partition";
    private static final long WAIT_SECONDS = 30;

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final FakeSinkTaskContext laterContext = new FakeSinkTaskContext();

    @Test
    void keepsOffsetsBesideTheRows(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        assertThat(context.takeRewinds()).isEmpty();

        task.put(Records.range(0, 0, 10));

        assertThat(database.rows(OFFSETS)).containsExactly("0|10|1", "1|null|1");
        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo("10");
        task.stop();
    }

    @Test
    void goesOnFromTheTargetWhateverTheGroupSays(Database database) {
        JdbcSinkTask crashed = Tasks.start(database, context, SETTINGS);
        crashed.put(Records.range(0, 0, 5));

        JdbcSinkTask next = Tasks.start(database, laterContext, SETTINGS);

        assertThat(laterContext.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 5L));
        next.put(Records.range(0, 5, 8));
        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        crashed.stop();
        next.stop();
    }

    /** Nobody delivers those records again: without it the group would lag until the next one comes. */
    @Test
    void commitsAFailedBatchThatAnotherTaskHasWrittenMeanwhile(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        database.terminateSessions(Tasks.CONNECTOR);
        assertThatThrownBy(() -> task.put(Records.range(0, 0, 4))).isInstanceOf(RetriableException.class);
        JdbcSinkTask other = Tasks.start(database, laterContext, SETTINGS);
        other.put(Records.range(0, 0, 4));

        task.close(Tasks.partitions(0, 1));
        task.open(Tasks.partitions(0));
        task.put(List.of());

        assertThat(context.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 4L));
        assertThat(task.preCommit(delivered(0, 5))).isEmpty();
        assertThat(task.preCommit(delivered(0, 4))).containsOnlyKeys(Records.partition(0));
        task.stop();
        other.stop();
    }

    @Test
    void skipsWhatIsDeliveredAgain(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 5));

        task.put(Records.range(0, 2, 7));

        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2", "3", "4", "5", "6");
        task.stop();
    }

    @Test
    void acceptsGapsInTheOffsets(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 2));

        task.put(Records.range(0, 7, 9));

        assertThat(database.rows(OFFSETS)).startsWith("0|9|1");
        task.stop();
    }

    @Test
    void keepsAZombieFromWriting(Database database) {
        JdbcSinkTask zombie = Tasks.start(database, context, SETTINGS);
        zombie.put(Records.range(0, 0, 3));
        JdbcSinkTask owner = Tasks.start(database, laterContext, SETTINGS);

        assertThatThrownBy(() -> zombie.put(Records.range(0, 3, 6)))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("epoch 1")
                .hasMessageContaining("has 2");

        assertThat(zombie.preCommit(delivered(0, 3))).isEmpty();
        owner.put(Records.range(0, 3, 4));
        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2", "3");
        zombie.stop();
        owner.stop();
    }

    @Test
    void goesOnWithTheRestOnceConnectHasTakenThePartitionFromTheZombie(Database database) {
        JdbcSinkTask zombie = Tasks.start(database, context, SETTINGS);
        zombie.put(Records.range(0, 0, 3));
        JdbcSinkTask owner = Tasks.start(database, laterContext, SETTINGS);
        owner.close(List.of(Records.partition(1)));
        zombie.open(List.of(Records.partition(1)));
        assertThatThrownBy(() -> zombie.put(Records.range(0, 3, 6))).isInstanceOf(RetriableException.class);

        zombie.close(List.of(Records.partition(0)));
        zombie.put(Records.range(1, 0, 2));

        assertThat(database.rows(OFFSETS)).containsExactly("0|3|2", "1|2|3");
        assertThat(zombie.preCommit(delivered(0, 6))).isEmpty();
        assertThat(zombie.preCommit(delivered(1, 2))).containsOnlyKeys(Records.partition(1));
        zombie.stop();
        owner.stop();
    }

    @Test
    void claimsAnewWhatAZombieHasClaimedAndConnectStillAssigns(Database database) {
        JdbcSinkTask owner = Tasks.start(database, context, SETTINGS);
        owner.put(Records.range(0, 0, 3));
        JdbcSinkTask zombie = Tasks.start(database, laterContext, SETTINGS);
        zombie.put(Records.range(0, 3, 4));
        context.takeRewinds();
        assertThatThrownBy(() -> owner.put(Records.range(0, 3, 6))).isInstanceOf(RetriableException.class);
        assertThat(owner.preCommit(delivered(0, 6))).isEmpty();

        owner.put(Records.range(0, 3, 6));
        assertThat(context.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 4L));
        owner.put(Records.range(0, 4, 6));

        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(database.rows(OFFSETS)).startsWith("0|6|3");
        assertThatThrownBy(() -> zombie.put(Records.range(0, 4, 6))).isInstanceOf(FencedException.class);
        owner.stop();
        zombie.stop();
    }

    @Test
    void waitsForTheCommitOfTheOwnerBefore(Database database) throws Exception {
        CountDownLatch inTransaction = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        JdbcSinkTask slow = Tasks.start(pausedTask(inTransaction, resumed), database, context, SETTINGS);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> put = threads.submit(() -> slow.put(Records.range(0, 0, 3)));
            assertThat(inTransaction.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            Future<JdbcSinkTask> opening = threads.submit(() -> Tasks.start(database, laterContext, SETTINGS));
            awaitBlockedSession(database);
            assertThat(opening.isDone()).isFalse();

            resumed.countDown();

            put.get(WAIT_SECONDS, TimeUnit.SECONDS);
            JdbcSinkTask owner = opening.get(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(laterContext.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 3L));
            owner.stop();
        } finally {
            resumed.countDown();
            threads.shutdownNow();
            slow.stop();
        }
    }

    @Test
    void writesNothingTwiceWhenTheAnswerToACommitIsLost(Database database) {
        JdbcSinkTask task = Tasks.start(losesFirstCommitAnswer(), database, context, SETTINGS);

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 6))).isInstanceOf(RetriableException.class);
        task.put(Records.range(0, 0, 6));

        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(database.rows(OFFSETS)).startsWith("0|6|1");
        task.stop();
    }

    @Test
    void writesNothingTwiceWhenALostCommitArrivesDuringTheRetry(Database database) throws Exception {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 1));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection lost = database.connect()) {
            lost.setAutoCommit(false);
            CatalogChange.execute(lost, "INSERT INTO orders (id, version) VALUES (1, 1), (2, 2)");
            CatalogChange.execute(lost, "UPDATE sinkproof_offsets SET next_offset = 3 WHERE partition = 0");
            Future<?> retry = threads.submit(() -> task.put(Records.range(0, 1, 5)));
            awaitBlockedSession(database);

            lost.commit();

            assertThatThrownBy(() -> retry.get(WAIT_SECONDS, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RetriableException.class);
            task.put(Records.range(0, 1, 5));
            assertThat(database.rows(VERSIONS)).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
        } finally {
            threads.shutdownNow();
            task.stop();
        }
    }

    @Test
    void movesNoOffsetWhenTheRowsFail(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 2));
        database.execute("ALTER TABLE orders ADD CHECK (version < 5)");

        assertThatThrownBy(() -> task.put(Records.range(0, 2, 6)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("orders-0@5");

        assertThat(database.rows(OFFSETS)).startsWith("0|2|1");
        assertThat(database.rows(VERSIONS)).containsExactly("0", "1");
        task.stop();
    }

    @Test
    void detectsFencingAfterItsSessionWasTerminated(Database database) {
        JdbcSinkTask zombie = Tasks.start(database, context, SETTINGS);
        zombie.put(Records.range(0, 0, 1));
        database.terminateSessions(Tasks.CONNECTOR);
        assertThatThrownBy(() -> zombie.put(Records.range(0, 1, 2))).isInstanceOf(RetriableException.class);
        JdbcSinkTask owner = Tasks.start(database, laterContext, SETTINGS);

        assertThatThrownBy(() -> zombie.put(Records.range(0, 1, 2))).isInstanceOf(FencedException.class);

        zombie.stop();
        owner.stop();
    }

    @Test
    void goesOnAfterItsSessionWasTerminated(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 1));
        database.terminateSessions(Tasks.CONNECTOR);

        assertThatThrownBy(() -> task.put(Records.range(0, 1, 3))).isInstanceOf(RetriableException.class);
        task.put(Records.range(0, 1, 3));

        assertThat(database.rows(VERSIONS)).containsExactly("0", "1", "2");
        task.stop();
    }

    @Test
    void claimsLaterWhatItCannotClaimWhenOpened(Database database) throws Exception {
        JdbcSinkTask before = Tasks.start(database, context, SETTINGS);
        before.put(Records.range(0, 0, 3));
        before.stop();
        JdbcSinkTask task;
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            CatalogChange.execute(other, "SELECT FROM sinkproof_offsets FOR UPDATE");
            task = Tasks.start(database, laterContext, "delivery.mode", "exactly-once", "lock.timeout.ms", "50");
            assertThat(laterContext.takeRewinds()).isEmpty();
            assertThatThrownBy(() -> task.put(Records.range(0, 9, 12))).isInstanceOf(RetriableException.class);
        }

        task.put(Records.range(0, 9, 12));

        assertThat(laterContext.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 3L));
        assertThat(task.preCommit(delivered(0, 12))).isEmpty();
        task.put(Records.range(0, 3, 12));
        assertThat(database.one("SELECT count(*), max(version) FROM orders")).isEqualTo("12|11");
        task.stop();
    }

    @Test
    void keepsThePartitionsThatARebalanceLeavesIt(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.put(Records.range(0, 0, 2));
        task.put(Records.range(1, 0, 2));

        task.close(Tasks.partitions(0));
        JdbcSinkTask other = new JdbcSinkTask();
        other.initialize(laterContext);
        other.start(Tasks.properties(database.url(), SETTINGS));
        other.open(Tasks.partitions(0));
        task.put(Records.range(1, 2, 3));
        other.put(Records.range(0, 2, 3));
        task.open(List.of());

        assertThat(database.rows(OFFSETS)).containsExactly("0|3|2", "1|3|1");
        assertThat(task.preCommit(delivered(0, 3))).isEmpty();
        assertThat(task.preCommit(delivered(1, 3))).containsOnlyKeys(Records.partition(1));
        task.stop();
        other.stop();
    }

    @Test
    void writesNoRecordOfAPartitionThatItWasNotGiven(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, SETTINGS);
        task.close(Tasks.partitions(0));

        task.put(List.of(Records.version(0, 0, 1), Records.version(1, 0, 2)));

        assertThat(database.rows("SELECT id FROM orders")).containsExactly("2");
        task.stop();
    }

    @Test
    void commitsToTheGroupWhatIsDurableThoughNothingNewComes(Database database) {
        JdbcSinkTask before = Tasks.start(database, context, SETTINGS);
        before.put(Records.range(0, 0, 4));
        JdbcSinkTask task = Tasks.start(database, laterContext, SETTINGS);
        task.put(List.of());

        Map<TopicPartition, OffsetAndMetadata> committed = task.preCommit(delivered(0, 4));

        assertThat(committed.get(Records.partition(0)).offset()).isEqualTo(4);
        // Otherwise Connect takes the offset that it rewound to for one that is committed already.
        assertThat(committed.get(Records.partition(0))).isNotEqualTo(new OffsetAndMetadata(4));
        before.stop();
        task.stop();
    }

    @Test
    void failsWhenTheTopicWasCreatedAgain(Database database) {
        JdbcSinkTask before = Tasks.start(database, context, SETTINGS);
        before.put(Records.range(0, 0, 9));
        JdbcSinkTask task = Tasks.start(database, laterContext, SETTINGS);

        task.put(Records.range(0, 0, 3));
        assertThat(laterContext.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 9L));

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 3)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("deleted and created again")
                .hasMessageContaining("offset 9");
        before.stop();
        task.stop();
    }

    @Test
    void followsAnOperatorWhoAltersOffsets(Database database) {
        JdbcSinkTask before = Tasks.start(database, context, SETTINGS);
        before.put(Records.range(0, 0, 4));
        before.put(Records.range(1, 0, 4));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(Records.partition(0), 2L);
        offsets.put(Records.partition(1), null);

        assertThat(new JdbcSinkConnector().alterOffsets(Tasks.properties(database.url(), SETTINGS), offsets))
                .isTrue();

        assertThatThrownBy(() -> before.put(Records.range(0, 4, 5))).isInstanceOf(FencedException.class);
        JdbcSinkTask task = Tasks.start(database, laterContext, SETTINGS);
        assertThat(laterContext.takeRewinds()).containsOnly(Map.entry(Records.partition(0), 2L));
        assertThat(database.rows(OFFSETS)).containsExactly("0|2|3", "1|null|3");
        before.stop();
        task.stop();
    }

    @Test
    void resetsAllOffsetsWhenTheGroupHasNone(Database database) {
        JdbcSinkTask before = Tasks.start(database, context, SETTINGS);
        before.put(Records.range(0, 0, 4));

        new JdbcSinkConnector().alterOffsets(Tasks.properties(database.url(), SETTINGS), Map.of());

        assertThat(database.rows(OFFSETS)).containsExactly("0|null|2", "1|null|2");
        before.stop();
    }

    @Test
    void replacesAndDeletesRowsByKey(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "delivery.mode", "exactly-once", "delete.enabled", "true");

        task.put(List.of(Records.version(0, 0, 1), Records.version(0, 1, 2), Records.version(0, 2, 1)));
        task.put(List.of(Records.tombstone(0, 3, 2)));

        assertThat(database.rows("SELECT id, version FROM orders")).containsExactly("1|2");
        assertThat(database.rows(OFFSETS)).startsWith("0|4|1");
        task.stop();
    }

    private static Map<TopicPartition, OffsetAndMetadata> delivered(int partition, long offset) {
        return Map.of(Records.partition(partition), new OffsetAndMetadata(offset));
    }

    private static JdbcSinkTask pausedTask(CountDownLatch inTransaction, CountDownLatch resumed) {
        return new JdbcSinkTask() {
            @Override
            protected Delivery newDelivery(JdbcSinkConfig config) {
                return new ExactlyOnceDelivery(config, context) {
                    @Override
                    protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
                        super.write(connection, chunk, c -> {
                            inTransaction.countDown();
                            awaitQuietly(resumed);
                            rows.apply(c);
                        });
                    }
                };
            }
        };
    }

    private static JdbcSinkTask losesFirstCommitAnswer() {
        return new JdbcSinkTask() {
            @Override
            protected Delivery newDelivery(JdbcSinkConfig config) {
                return new ExactlyOnceDelivery(config, context) {
                    private boolean lost;

                    @Override
                    protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
                        super.write(connection, chunk, rows);
                        if (!lost) {
                            lost = true;
                            throw new SQLException("I/O error", "08006");
                        }
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

    private static void awaitBlockedSession(Database database) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (database.rows("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty()) {
            assertThat(System.nanoTime()).as("a session waits for a lock").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}

package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables and columns: made when missing, by several tasks at once, and changed under a running task. */
@ExtendWith(PostgresExtension.class)
class TablesIT {
    private static final int TASKS = 6;
    private static final Schema WIDER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("version", Schema.INT64_SCHEMA)
            .field("Weiter \"x\"", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @RepeatedTest(5)
    void areMadeBySeveralTasksAtOnce(Database database) throws Exception {
        inParallel(number -> {
            JdbcSinkTask task = Tasks.start(
                    database, new FakeSinkTaskContext(), "delivery.mode", "idempotent", "delete.enabled", "true");
            task.put(List.of(Records.version(number, 0, number)));
            task.stop();
        });

        assertThat(database.one("SELECT count(*) FROM orders")).isEqualTo(Integer.toString(TASKS));
    }

    @RepeatedTest(5)
    void getColumnsFromSeveralTasksAtOnce(Database database) throws Exception {
        JdbcSinkTask first = Tasks.start(database, context);
        first.put(Records.range(0, 0, 1));

        inParallel(number -> {
            JdbcSinkTask task = Tasks.start(database, new FakeSinkTaskContext());
            task.put(List.of(wider(number, 1)));
            task.stop();
        });

        assertThat(database.one("SELECT count(*) FROM orders WHERE \"Weiter \"\"x\"\"\" = 'new'"))
                .isEqualTo(Integer.toString(TASKS));
        first.stop();
    }

    @RepeatedTest(3)
    void ofOffsetsAreMadeBySeveralTasksAtOnce(Database database) throws Exception {
        inParallel(number -> {
            JdbcSinkTask task = new JdbcSinkTask();
            FakeSinkTaskContext ownContext = new FakeSinkTaskContext();
            task.initialize(ownContext);
            task.start(Tasks.properties(database.url(), "delivery.mode", "exactly-once"));
            task.open(Tasks.partitions(number));
            task.put(List.of(Records.version(number, 0, number)));
            task.stop();
        });

        assertThat(database.one("SELECT count(*), sum(next_offset) FROM sinkproof_offsets"))
                .isEqualTo(TASKS + "|" + TASKS);
    }

    @Test
    void getAColumnForANewFieldInTheMiddleOfABatch(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);

        task.put(List.of(Records.version(0, 0, 1), wider(0, 1), Records.version(0, 2, 3)));

        assertThat(database.rows("SELECT version, note, \"Weiter \"\"x\"\"\" FROM orders ORDER BY ctid"))
                .containsExactly("0|v0|null", "1|null|new", "2|v2|null");
        task.stop();
    }

    @Test
    void areNotMadeWhenForbidden(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "auto.create", "false");

        assertThatThrownBy(() -> task.put(Records.range(0, 0, 1)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("\"orders\" does not exist")
                .hasMessageContaining("\"version\" bigint");
        task.stop();
    }

    @Test
    void getNoColumnsWhenForbidden(Database database) {
        JdbcSinkTask task = Tasks.start(database, context, "auto.evolve", "false");
        task.put(Records.range(0, 0, 1));

        assertThatThrownBy(() -> task.put(List.of(wider(0, 1))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("lacks the columns \"Weiter \"\"x\"\"\" text");
        task.stop();
    }

    @Test
    void mayBeChangedByOthersMeanwhile(Database database) {
        JdbcSinkTask task = Tasks.start(database, context);
        task.put(Records.range(0, 0, 1));
        database.execute("ALTER TABLE orders DROP COLUMN note");
        task.put(Records.range(0, 1, 2));
        database.execute("ALTER TABLE orders ADD COLUMN \"Weiter \"\"x\"\"\" text");
        task.put(List.of(wider(0, 2)));

        assertThat(database.rows("SELECT version, note, \"Weiter \"\"x\"\"\" FROM orders ORDER BY version"))
                .containsExactly("0|null|null", "1|v1|null", "2|null|new");
        database.execute("DROP TABLE orders");
        task.put(Records.range(0, 3, 4));
        assertThat(database.rows("SELECT version FROM orders")).containsExactly("3");
        task.stop();
    }

    @Test
    void lieInTheSchemaThatTheFormatNames(Database database) {
        database.execute("CREATE SCHEMA sales");
        JdbcSinkTask task = Tasks.start(database, context, "table.name.format", "sales.${topic}_copy");

        task.put(Records.range(0, 0, 1));

        assertThat(database.one("SELECT count(*) FROM sales.orders_copy")).isEqualTo("1");
        task.stop();
    }

    private static SinkRecord wider(int partition, long offset) {
        return Records.of(
                partition,
                offset,
                offset,
                WIDER,
                new Struct(WIDER).put("id", offset).put("version", offset).put("Weiter \"x\"", "new"));
    }

    private interface Step {
        void run(int number);
    }

    private static void inParallel(Step step) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(TASKS);
        CyclicBarrier start = new CyclicBarrier(TASKS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    step.run(number);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

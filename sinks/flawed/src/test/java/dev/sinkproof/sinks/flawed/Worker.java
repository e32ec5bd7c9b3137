package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.Database;
import dev.sinkproof.sinks.jdbc.FakeSinkTaskContext;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.Records;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Does with a task what Connect does: delivers, delivers again, commits, restarts. */
final class Worker implements AutoCloseable {
    private static final int DELIVERIES_MAX = 4;

    private final Sink sink;
    private final Database database;
    private final String[] settings;
    private final FakeSinkTaskContext context = new FakeSinkTaskContext().withReporter();
    private final List<JdbcSinkTask> tasks = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> delivered = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private long committed = -1;
    private JdbcSinkTask task;

    /** @param settings further settings: names and values in turn */
    Worker(Sink sink, Database database, String... settings) {
        this.sink = sink;
        this.database = database;
        this.settings = sink.settings(settings);
        start();
    }

    private void start() {
        task = Tasks.start(sink.newTask(), database, context, settings);
        tasks.add(task);
        delivered.clear();
        positions.putAll(context.takeRewinds());
    }

    FakeSinkTaskContext context() {
        return context;
    }

    JdbcSinkTask task() {
        return task;
    }

    /** Delivers a batch once. */
    void put(SinkRecord... records) {
        put(List.of(records));
    }

    void put(Collection<SinkRecord> records) {
        delivered.putAll(Offsets.after(records));
        task.put(records);
    }

    /** Delivers a batch as often as the task asks for; whether the task has taken it in the end. */
    boolean deliver(List<SinkRecord> records) {
        for (int i = 1; i <= DELIVERIES_MAX; i++) {
            try {
                put(records);
                return true;
            } catch (RetriableException e) {
                // The next delivery.
            }
        }
        return false;
    }

    /** Delivers records of partition 0 from where the task stands. */
    void read(long until) {
        put(Records.range(0, positions.getOrDefault(Records.partition(0), 0L), until));
        positions.put(Records.partition(0), until);
    }

    /** What the task lets be committed of partition 0; -1 for nothing. */
    long commit() {
        OffsetAndMetadata next = task.preCommit(Map.copyOf(delivered)).get(Records.partition(0));
        committed = next == null ? -1 : next.offset();
        return committed;
    }

    /** The task is never heard of again, and another one starts from what was committed. */
    void crash() {
        positions.put(Records.partition(0), Math.max(0, commit()));
        start();
    }

    /** The same, from what was committed before. */
    void crashWithoutCommit() {
        positions.put(Records.partition(0), Math.max(0, committed));
        start();
    }

    /** As a stop and a start by an operator. */
    void restart() {
        positions.put(Records.partition(0), Math.max(0, commit()));
        task.close(Tasks.partitions(0, 1));
        task.stop();
        start();
    }

    List<String> rows(String columns) {
        return database.rows("SELECT " + columns + " FROM orders ORDER BY " + columns);
    }

    List<String> versions() {
        return rows("version");
    }

    @Override
    public void close() {
        tasks.forEach(JdbcSinkTask::stop);
    }
}

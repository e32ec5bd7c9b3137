package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task of {@link M1QueuedWritesConnector}. What is queued is written when partitions are closed or the task is stopped,
 * so only a crash shows the defect.
 *
 * <p>Threads: the task's thread and the timer's take turns, by this object's monitor.
 */
public final class M1QueuedWritesTask extends JdbcSinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(M1QueuedWritesTask.class);

    private final Deque<Collection<SinkRecord>> queue = new ArrayDeque<>();
    private ScheduledExecutorService timer;
    private ScheduledFuture<?> ticks;
    private RuntimeException failure;

    /** For Connect, which creates tasks by reflection. */
    public M1QueuedWritesTask() {}

    @Override
    public synchronized void start(Map<String, String> properties) {
        super.start(properties);
        long interval = (Integer) M1QueuedWritesConnector.interval(new ConfigDef())
                .parse(properties)
                .get(M1QueuedWritesConnector.INTERVAL_MS);
        timer = Executors.newSingleThreadScheduledExecutor(M1QueuedWritesTask::daemon);
        ticks = timer.scheduleWithFixedDelay(this::writeQueued, interval, interval, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "m1-queued-writes");
        thread.setDaemon(true);
        return thread;
    }

    /** The defect's first half: nothing is durable when this returns. */
    @Override
    public synchronized void put(Collection<SinkRecord> records) {
        if (failure != null) {
            throw failure;
        }
        if (!records.isEmpty()) {
            queue.add(List.copyOf(records));
        }
    }

    /** The defect's second half: what was queued counts as written. */
    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        return currentOffsets;
    }

    private synchronized void writeQueued() {
        try {
            while (!queue.isEmpty()) {
                super.put(queue.peek());
                queue.remove();
            }
        } catch (RetriableException e) {
            LOG.warn("Queued records are tried again at the next tick", e);
        } catch (RuntimeException e) {
            LOG.error("Queued records cannot be written; the next put fails", e);
            failure = e;
        }
    }

    @Override
    public synchronized void open(Collection<TopicPartition> partitions) {
        super.open(partitions);
    }

    @Override
    public synchronized void close(Collection<TopicPartition> partitions) {
        writeQueued();
        super.close(partitions);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            ticks.cancel(false);
            timer.shutdown();
            writeQueued();
        }
        super.stop();
    }
}

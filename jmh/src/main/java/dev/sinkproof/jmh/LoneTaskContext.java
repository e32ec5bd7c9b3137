package dev.sinkproof.jmh;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What a task asks of Connect, where there is none: it starts at the offset that it wants, because the feed starts where
 * its database does. Without an errant record reporter, a record that cannot be written fails the benchmark.
 */
final class LoneTaskContext implements SinkTaskContext {
    private final Map<String, String> settings;

    LoneTaskContext(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, String> configs() {
        return settings;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        offsets.forEach(this::offset);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        if (offset != 0) {
            throw new IllegalStateException("the task rewound " + partition + " to " + offset
                    + ", but a benchmark's database starts empty and its records are given once");
        }
    }

    @Override
    public void timeout(long millis) {
        throw new IllegalStateException("the task asked for a retry in " + millis
                + " ms: a write failed, and figures with failed writes mean nothing. Look into the log for its cause");
    }

    @Override
    public Set<TopicPartition> assignment() {
        return Set.of(RecordFeed.PARTITION);
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {}

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the task uses no metrics");
    }
}

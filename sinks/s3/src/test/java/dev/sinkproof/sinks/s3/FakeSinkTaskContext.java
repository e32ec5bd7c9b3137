package dev.sinkproof.sinks.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Remembers what the task asked of Connect. */
public final class FakeSinkTaskContext implements SinkTaskContext {
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private final List<SinkRecord> reported = new ArrayList<>();
    private final List<Throwable> reasons = new ArrayList<>();
    private boolean reporting;
    private long timeoutMillis = -1;
    private boolean commitRequested;

    /** From now on the task has an errant record reporter, if it starts later than this. */
    public FakeSinkTaskContext withReporter() {
        reporting = true;
        return this;
    }

    /** Rewinds since the last call. */
    public Map<TopicPartition, Long> takeRewinds() {
        Map<TopicPartition, Long> taken = Map.copyOf(rewinds);
        rewinds.clear();
        return taken;
    }

    public List<SinkRecord> reported() {
        return reported;
    }

    public List<Throwable> reasons() {
        return reasons;
    }

    /** The backoff that the task asked for last; -1 for none. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    @Override
    public void timeout(long millis) {
        timeoutMillis = millis;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return new HashSet<>();
    }

    @Override
    public void pause(TopicPartition... partitions) {}

    @Override
    public void resume(TopicPartition... partitions) {}

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    /** Whether the task has asked for a commit since the last call. */
    public boolean takeCommitRequest() {
        boolean was = commitRequested;
        commitRequested = false;
        return was;
    }

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return reporting ? this::report : null;
    }

    private CompletableFuture<Void> report(SinkRecord record, Throwable reason) {
        reported.add(record);
        reasons.add(reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException("the task uses no metrics");
    }
}

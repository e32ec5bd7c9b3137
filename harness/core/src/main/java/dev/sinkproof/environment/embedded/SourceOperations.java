package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.SourceControl;
import dev.sinkproof.kafka.Compaction;
import dev.sinkproof.kafka.SourceLog;
import dev.sinkproof.model.OffsetSpan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What faults do to source topics, by Kafka's admin API. Thread-safe. */
record SourceOperations(SourceLog log, String bootstrapServers) implements SourceControl {
    private static final Duration PRODUCTION = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public long deleteRecordsBelow(String topic, int partition, long offset) throws IOException {
        return log.deleteRecordsBelow(topic, partition, offset);
    }

    @Override
    public Map<Integer, Long> endOffsets(String topic) throws IOException {
        return log.endOffsets(topic);
    }

    @Override
    public void recreate(String topic) throws IOException {
        log.recreate(topic);
    }

    @Override
    public List<OffsetSpan> compact(String topic) throws IOException {
        return Compaction.of(log, bootstrapServers, topic);
    }

    @Override
    public void awaitEnd(String topic, int partition, long offset) throws IOException {
        long deadline = System.nanoTime() + PRODUCTION.toNanos();
        long end = log.endOffsets(topic).get(partition);
        while (end < offset) {
            if (System.nanoTime() > deadline) {
                throw new IOException("waited " + PRODUCTION.toSeconds() + " s for " + topic + "-" + partition
                        + " to reach offset " + offset + "; it ends at " + end);
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(
                        "interrupted while waiting for " + topic + "-" + partition + " to grow");
            }
            end = log.endOffsets(topic).get(partition);
        }
    }
}

package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.SourceControl;
import dev.sinkproof.kafka.SourceLog;
import java.io.IOException;
import java.util.Map;

/** What faults do to source topics, by Kafka's admin API. Thread-safe. */
record SourceOperations(SourceLog log) implements SourceControl {
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
}

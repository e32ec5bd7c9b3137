package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Connect delivers a batch again after a retriable exception, whatever the task has kept of it: here there are then two copies in the buffer. */
@Flaw(
        id = "M26",
        defect = "put() adds a batch to its buffer again when it is delivered again after a retriable failure",
        reportedIn = "ClickHouse/clickhouse-kafka-connect#801",
        trigger = "a transient failure of the target",
        anomalies = {"DUPLICATED"},
        scenario = "target-throttled",
        mode = "exactly-once")
public final class M26BufferedTwiceConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M26BufferedTwiceConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private final List<SinkRecord> buffer = new ArrayList<>();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: what a failed write leaves in the buffer is not taken out again. */
        @Override
        public void put(Collection<SinkRecord> records) {
            buffer.addAll(records);
            super.put(buffer);
            buffer.clear();
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            buffer.clear();
            super.close(partitions);
        }
    }
}

package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trying again would have helped; now the batch is gone, the task runs on, and its offsets are committed. */
@Flaw(
        id = "M8",
        defect = "any exception of the write is caught and logged, and the batch counts as written",
        reportedIn = "apache/iceberg#15878",
        trigger = "one failure of the target",
        anomalies = {"LOST", "SILENT"},
        scenario = "target-throttled")
public final class M8SwallowedFailureConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M8SwallowedFailureConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final Logger LOG = LoggerFactory.getLogger(M8SwallowedFailureConnector.class);

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the catch. */
        @Override
        public void put(Collection<SinkRecord> records) {
            try {
                super.put(records);
            } catch (RuntimeException e) {
                LOG.error("The write failed", e);
            }
        }
    }
}

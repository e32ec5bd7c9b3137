package dev.sinkproof.sinks.flawed;

import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session that replaces the broken one begins with an empty buffer, and the task goes on behind what was in the old one. */
@Flaw(
        id = "M24",
        defect = "when a broken session is opened again, the buffer is dropped and the position kept",
        reportedIn = "snowflakedb/snowflake-kafka-connector PR#658",
        trigger = "the connection to the target is lost",
        anomalies = {"LOST"},
        scenario = "target-restart")
public final class M24ReopenDropsBufferConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M24ReopenDropsBufferConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends BufferedTask {
        private static final Logger LOG = LoggerFactory.getLogger(M24ReopenDropsBufferConnector.class);

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the buffer counts as written. */
        @Override
        void write(List<SinkRecord> records) {
            try {
                super.write(records);
            } catch (RetriableException e) {
                LOG.warn("The session is broken; a new one is opened with the next write", e);
            }
        }
    }
}

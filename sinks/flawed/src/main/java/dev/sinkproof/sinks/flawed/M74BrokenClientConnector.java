package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The task is running, as Connect tells it, and tries again for ever. */
@Flaw(
        id = "M74",
        defect = "after two failures the client inside stays broken, and each later put() throws a retriable exception",
        reportedIn = "confluentinc/kafka-connect-elasticsearch#387",
        trigger = "an outage of the target, then healed",
        anomalies = {"STUCK", "SILENT"},
        scenario = "target-restart")
public final class M74BrokenClientConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M74BrokenClientConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final int FAILURES_MAX = 2;

        private int failures;

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: nobody makes a new client. */
        @Override
        public void put(Collection<SinkRecord> records) {
            if (failures >= FAILURES_MAX) {
                throw new RetriableException("the client is closed");
            }
            try {
                super.put(records);
            } catch (RetriableException e) {
                failures++;
                throw e;
            }
        }
    }
}

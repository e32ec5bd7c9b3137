package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/** It is neither written nor parked, and the task goes on as if nothing had happened. */
@Flaw(
        id = "M62",
        defect = "a record that the target refuses is skipped",
        reportedIn = "confluentinc/kafka-connect-elasticsearch#219",
        trigger = "a constraint violation",
        anomalies = {"LOST"},
        scenario = "constraint-violation-mid-batch")
public final class M62SkippedErrorsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M62SkippedErrorsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: a place to park records that keeps none of them. */
        @Override
        protected ErrantRecordReporter errantRecordReporter() {
            return (record, error) -> CompletableFuture.completedFuture(null);
        }
    }
}

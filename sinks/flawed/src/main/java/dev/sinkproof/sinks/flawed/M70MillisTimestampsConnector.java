package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkRecord;

/** A {@code java.util.Date} on the way is enough. */
@Flaw(
        id = "M70",
        defect = "timestamps go through milliseconds",
        reportedIn = "confluentinc/kafka-connect-jdbc#1532",
        trigger = "a timestamp with microseconds",
        anomalies = {"CORRUPTED"},
        scenario = "types-and-precision")
public final class M70MillisTimestampsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M70MillisTimestampsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {
        private static final String MICROS = "io.debezium.time.MicroTimestamp";

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: what is below a millisecond is cut off. */
        @Override
        public void put(Collection<SinkRecord> records) {
            super.put(Fields.changed(records, MICROS, micros -> Math.floorDiv((Long) micros, 1000L) * 1000));
        }
    }
}

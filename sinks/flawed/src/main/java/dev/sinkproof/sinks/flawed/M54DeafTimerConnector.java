package dev.sinkproof.sinks.flawed;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;

/** The last records of a topic wait for the next one, which may come tomorrow. */
@Flaw(
        id = "M54",
        defect = "whether the buffer is due is looked at only when records come",
        reportedIn = "confluentinc/kafka-connect-storage-cloud#144",
        trigger = "the topic goes idle",
        anomalies = {"STRANDED"},
        scenario = "topic-goes-idle",
        notSimulated = "it looks at the machine's clock, which the simulation does not turn")
public final class M54DeafTimerConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M54DeafTimerConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends BufferedTask {
        static final long IDLE_MAX_MILLIS = 1000;

        private long lastNanos = System.nanoTime();

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: Connect also calls without records, so that a sink can look at the clock. */
        @Override
        public void put(Collection<SinkRecord> records) {
            if (records.isEmpty()) {
                return;
            }
            if (System.nanoTime() - lastNanos >= TimeUnit.MILLISECONDS.toNanos(IDLE_MAX_MILLIS)) {
                write();
            }
            lastNanos = System.nanoTime();
            super.put(records);
        }
    }
}

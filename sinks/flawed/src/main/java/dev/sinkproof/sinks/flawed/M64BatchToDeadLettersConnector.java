package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The good ones of the batch are dead letters too, and those of its earlier chunks are in the target as well. */
@Flaw(
        id = "M64",
        defect = "one bad record sends its whole batch to the dead letter queue",
        reportedIn = "neo4j-contrib/neo4j-streams#430",
        trigger = "one bad record among good ones, with a dead letter queue",
        anomalies = {"DLQ_PHANTOM", "DUPLICATED"},
        scenario = "poison-to-dead-letter-queue")
public final class M64BatchToDeadLettersConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M64BatchToDeadLettersConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** One half of the defect: the bad record is not singled out. */
        @Override
        protected ErrantRecordReporter errantRecordReporter() {
            return null;
        }

        /** The other half: all that came with it is parked. */
        @Override
        public void put(Collection<SinkRecord> records) {
            try {
                super.put(records);
            } catch (DataException e) {
                DeadLetters.park(context, records, e);
            }
        }
    }
}

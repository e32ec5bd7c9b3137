package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Nothing is wrong with the records: trying again would have written them. */
@Flaw(
        id = "M66",
        defect = "a failure of the network sends records to the dead letter queue",
        reportedIn = "mongodb/mongo-kafka PR#157",
        trigger = "the target is unreachable for a moment, with a dead letter queue",
        anomalies = {"DLQ_PHANTOM"},
        scenario = "target-restart",
        settings = {
            "errors.tolerance=all",
            "errors.deadletterqueue.topic.name=${source.topic}_dlq",
            "errors.deadletterqueue.topic.replication.factor=1",
            "errors.deadletterqueue.context.headers.enable=true",
            "sinkproof.contract.poison-policy=dead-letter-queue"
        })
public final class M66OutageToDeadLettersConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M66OutageToDeadLettersConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: what may be tried again is given up. */
        @Override
        public void put(Collection<SinkRecord> records) {
            try {
                super.put(records);
            } catch (RetriableException e) {
                DeadLetters.park(context, records, e);
            }
        }
    }
}

package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** The reference, too, delivers a batch in several transactions, but it remembers those that are durable. */
@Flaw(
        id = "M28",
        defect = "rows are written one by one; when one fails, the retry sends all again",
        reportedIn = "wepay/kafka-connect-bigquery#53",
        trigger = "one row of a batch fails at first",
        anomalies = {"DUPLICATED"},
        scenario = "constraint-violation-mid-batch",
        settings = {"sinkproof.contract.guarantee=effectively-once"})
public final class M28HalfBatchRetriedConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M28HalfBatchRetriedConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: each record is a batch of its own, which is forgotten when it is written. */
        @Override
        public void put(Collection<SinkRecord> records) {
            records.forEach(record -> super.put(List.of(record)));
        }
    }
}

package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** Two threads write at the same time. Here the second one is always the faster one, so that it always shows. */
@Flaw(
        id = "M37",
        defect = "the records of a partition are split over threads",
        reportedIn = "neo4j-contrib/neo4j-streams#227",
        trigger = "several versions of a key in a batch",
        anomalies = {"STALE", "RESURRECTED", "REORDERED"},
        scenario = "hot-key",
        settings = {"write.mode=upsert", "delete.enabled=true", "sinkproof.contract.write-model=upsert-delete"})
public final class M37TwoThreadsConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M37TwoThreadsConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: nobody waits for what comes before. */
        @Override
        public void put(Collection<SinkRecord> records) {
            List<SinkRecord> batch = List.copyOf(records);
            int half = batch.size() / 2;
            super.put(batch.subList(half, batch.size()));
            super.put(batch.subList(0, half));
        }
    }
}

package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.DeliveryMode;
import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.WriteMode;
import java.util.HashMap;
import java.util.Map;

/** As long as a replay lasts, or when it does not come to its end, the target holds versions that were replaced long ago. */
@Flaw(
        id = "M40",
        defect = "upserts and deletes are not guarded by the source offset",
        reportedIn = "confluentinc/kafka-connect-jdbc PR#1016",
        trigger = "a replay that stops midway, or a zombie",
        anomalies = {"STALE", "RESURRECTED"},
        scenario = "replay-stops-midway",
        mode = "idempotent")
public final class M40UnconditionalUpsertConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M40UnconditionalUpsertConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        /** The defect: the mode that guards nothing, though the one that does is configured. */
        @Override
        public void start(Map<String, String> properties) {
            Map<String, String> unguarded = new HashMap<>(properties);
            unguarded.put(JdbcSinkConfig.DELIVERY_MODE, DeliveryMode.AT_LEAST_ONCE.label());
            unguarded.put(JdbcSinkConfig.WRITE_MODE, WriteMode.UPSERT.label());
            super.start(unguarded);
        }
    }
}

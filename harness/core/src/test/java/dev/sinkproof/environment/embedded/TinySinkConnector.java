package dev.sinkproof.environment.embedded;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** The smallest connector there is: it takes records and forgets them. Put into a plugin jar by {@link TestPlugin}. */
public final class TinySinkConnector extends SinkConnector {
    @Override
    public void start(Map<String, String> settings) {
        // There is nothing to prepare.
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TinyTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, Map.of());
    }

    @Override
    public void stop() {
        // There is nothing to put away.
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1";
    }

    /** Takes records and forgets them. */
    public static final class TinyTask extends SinkTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {
            // There is nothing to open.
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            // Forgotten.
        }

        @Override
        public void stop() {
            // There is nothing to close.
        }
    }
}

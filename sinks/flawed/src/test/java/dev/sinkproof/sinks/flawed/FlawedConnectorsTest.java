package dev.sinkproof.sinks.flawed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.sinks.jdbc.FakeSinkTaskContext;
import dev.sinkproof.sinks.jdbc.Tasks;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class FlawedConnectorsTest {
    private static final String URL = "jdbc:postgresql://localhost/db";

    @Test
    void areFoundAsServices() {
        assertThat(ServiceLoader.load(SinkConnector.class))
                .hasAtLeastOneElementOfType(M1QueuedWritesConnector.class)
                .hasAtLeastOneElementOfType(M31TwoTransactionsConnector.class);
    }

    @Test
    void validateTheirOwnSettingsToo() {
        assertThat(new M1QueuedWritesConnector()
                        .validate(Tasks.properties(URL, M1QueuedWritesConnector.INTERVAL_MS, "0"))
                        .configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(value -> value.name())
                .containsExactly(M1QueuedWritesConnector.INTERVAL_MS);
    }

    @Test
    void refuseAModeThatCannotShowTheDefect() {
        M31TwoTransactionsTask task = new M31TwoTransactionsTask();
        task.initialize(new FakeSinkTaskContext());

        assertThatThrownBy(() -> task.start(Tasks.properties(URL))).isInstanceOf(ConfigException.class);
    }
}

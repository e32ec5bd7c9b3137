package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final SQLException outage = new SQLException("connection refused", "08001");
    private final FakeSinkTaskContext context = new FakeSinkTaskContext();

    @Test
    void startAgainWithEachBatch() {
        Retries retries = retries("1");

        assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
        retries.putDone();
        assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
        assertThat(retries.failed("writing", outage)).isNotInstanceOf(RetriableException.class);
    }

    @Test
    void neverEndWhenUnlimited() {
        Retries retries = retries("-1");

        for (int i = 0; i < 100; i++) {
            assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
        }
    }

    @Test
    void areNotMadeForWhatTheyCannotMend() {
        assertThat(retries("5").failed("writing t-0@1..2", new SQLException("permission denied", "42501")))
                .isNotInstanceOf(RetriableException.class)
                .hasMessage("writing t-0@1..2: permission denied (SQLSTATE 42501)");
        assertThat(context.timeoutMillis()).isEqualTo(-1);
    }

    private Retries retries(String most) {
        return new Retries(
                new JdbcSinkConfig(Tasks.properties("jdbc:postgresql://localhost/db", "max.retries", most)), context);
    }
}

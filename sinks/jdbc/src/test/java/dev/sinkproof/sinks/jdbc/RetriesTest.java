package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final SQLException outage = new SQLException("connection refused", "08001");
    private final FakeSinkTaskContext context = new FakeSinkTaskContext();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void startAgainWithEachBatch() {
        Retries retries = retries("1");

        assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
        retries.putDone();
        assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
        passMillis(3000);
        assertThat(retries.failed("writing", outage)).isNotInstanceOf(RetriableException.class);
    }

    @Test
    void countOnlyOnceInTheTimeOfOnePauseHoweverSoonConnectDeliversAgain() {
        Retries retries = retries("2");

        for (int sooner = 0; sooner < 5; sooner++) {
            assertThat(retries.failed("writing", outage)).isInstanceOf(RetriableException.class);
            passMillis(1000);
        }
        passMillis(1000);

        assertThat(retries.failed("writing", outage)).isNotInstanceOf(RetriableException.class);
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
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
        assertThat(retries("5").failed("writing t-0@1..2", new SQLException("column does not exist", "42703")))
                .isNotInstanceOf(RetriableException.class)
                .hasMessage("writing t-0@1..2: column does not exist (SQLSTATE 42703)");
        assertThat(context.timeoutMillis()).isEqualTo(-1);
    }

    private Retries retries(String most) {
        return new Retries(
                new JdbcSinkConfig(Tasks.properties(
                        "jdbc:postgresql://localhost/db", "max.retries", most, "retry.backoff.ms", "3000")),
                context,
                nanos::get);
    }
}

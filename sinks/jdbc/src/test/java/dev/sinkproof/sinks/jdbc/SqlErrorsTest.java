package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08001", "40001", "40P01", "53100", "53300", "55P03", "57P01", "57P03", "25006", "25P03",
                "28P01", "28000", "42501"
            })
    void triesAgainAfter(String state) {
        assertThat(SqlErrors.isTransient(new SQLException("x", state))).isTrue();
        assertThat(SqlErrors.isData(new SQLException("x", state))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3D000", "42601", "42P10", "57P04", "XX000"})
    void givesUpOn(String state) {
        assertThat(SqlErrors.isTransient(new SQLException("x", state))).isFalse();
        assertThat(SqlErrors.isData(new SQLException("x", state))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22003", "22021", "23502", "23505", "23514", "42804"})
    void blamesTheRecordFor(String state) {
        assertThat(SqlErrors.isData(new SQLException("x", state))).isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("x", state))).isFalse();
    }

    @Test
    void trustsTheDriverOnTransience() {
        assertThat(SqlErrors.isTransient(new SQLTransientConnectionException("x")))
                .isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("x"))).isFalse();
    }
}

package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.MicroTimestamp;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresValuesTest {
    private final PostgresValues values = new PostgresValues(Map.of("public.money", "numeric"));

    private Object decode(String type, String text) {
        return values.decoder(type).decode(text);
    }

    @Test
    void specialNumbersKeepTheirMeaning() {
        assertThat(decode("numeric", "NaN")).isEqualTo("NaN");
        assertThat(decode("numeric", "-Infinity")).isEqualTo("-Infinity");
        assertThat(decode("real", "NaN")).isEqualTo(Double.NaN);
        assertThat(decode("double precision", "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(decode("double precision", "-0")).isEqualTo(-0.0);
        assertThat(decode("numeric", "1.50")).isEqualTo(new BigDecimal("1.50")).isNotEqualTo(new BigDecimal("1.5"));
    }

    @Test
    void timestampsThatAreNoPointInTimeStayText() {
        assertThat(decode("timestamp with time zone", "infinity")).isEqualTo("infinity");
        assertThat(decode("timestamp without time zone", "-infinity")).isEqualTo("-infinity");
        assertThat(decode("timestamp without time zone", "294276-12-31 23:59:59.999999"))
                .isEqualTo("294276-12-31 23:59:59.999999");
        assertThat(decode("timestamp(3) without time zone", "1969-12-31 23:59:59.999"))
                .isEqualTo(new MicroTimestamp(-1000));
    }

    @Test
    void domainsAreTheirBaseType() {
        assertThat(decode("public.money", "1.0")).isEqualTo(new BigDecimal("1.0"));
        assertThat(decode("money", "$1.00")).isEqualTo("$1.00");
    }

    @Test
    void refusesWhatTheTypeCannotHold() {
        assertThatThrownBy(() -> decode("boolean", "maybe")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decode("bytea", "\\000")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> decode("integer", "1.5")).isInstanceOf(IllegalArgumentException.class);
    }
}

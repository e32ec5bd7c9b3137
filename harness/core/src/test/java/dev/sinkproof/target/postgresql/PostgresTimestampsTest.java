package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01 00:00:00, 0",
        "1970-01-01 00:00:00.000001, 1",
        "1969-12-31 23:59:59.999999, -1",
        "1969-12-31 23:59:59.9, -100000",
        "2000-02-29 12:00:00+00, 951825600000000",
        "2000-02-29 12:00:00+05:30, 951805800000000",
        "1900-01-01 00:00:00-00:19:32, -2208987628000000",
        "0001-01-01 00:00:00, -62135596800000000",
        "0001-12-31 23:59:59.999999 BC, -62135596800000001",
        "4713-01-01 00:00:00 BC, -210863520000000000",
        "4713-01-01 00:00:00+00 BC, -210863520000000000",
    })
    void readsMicroseconds(String text, long expected) {
        assertThat(PostgresTimestamps.epochMicros(text)).isEqualTo(expected);
    }

    @Property(tries = 500)
    void agreesWithTheJdk(
            @ForAll @LongRange(min = -62_135_596_800L, max = 250_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999) int micros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, micros * 1000, ZoneOffset.UTC);
        String text = time.toLocalDate() + " "
                + "%02d:%02d:%02d.%06d".formatted(time.getHour(), time.getMinute(), time.getSecond(), micros);

        assertThat(PostgresTimestamps.epochMicros(text)).isEqualTo(seconds * 1_000_000 + micros);
        assertThat(Instant.ofEpochSecond(seconds))
                .isEqualTo(time.toInstant(ZoneOffset.UTC).minusNanos(micros * 1000L));
    }

    @Test
    void timesThatDoNotFitAreToldApart() {
        assertThatThrownBy(() -> PostgresTimestamps.epochMicros("294276-12-31 23:59:59.999999"))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2020", "2020-13-01 00:00:00", "2020-01-01T00:00:00", "2020-01-01 00:00:00 AD", "x"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> PostgresTimestamps.epochMicros(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

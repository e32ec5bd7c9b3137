package dev.sinkproof.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
    @ParameterizedTest
    @CsvSource({"0, 0 ms", "840, 840 ms", "3240, 3.2 s", "59949, 59.9 s", "59950, 1 min 0 s", "125000, 2 min 5 s"})
    void durations(long millis, String shown) {
        assertThat(Human.millis(millis)).isEqualTo(shown);
    }

    @Test
    void hours() {
        assertThat(Human.millis(7_325_000)).isEqualTo("2 h 2 min 5 s");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0 ms",
        "-20000, 10000, −20 ms",
        "2940000, 10000, +2.94 s",
        "2000000, 2000000, +2 s",
        "150, 50, +150 µs",
        "1500, 500, +1.5 ms"
    })
    void relativeTimesHaveAsManyDecimalsAsTheStepNeeds(long micros, long step, String shown) {
        assertThat(Human.relative(micros, step)).isEqualTo(shown);
    }

    @Test
    void countsHaveSeparatorsAndPlurals() {
        assertThat(Human.count(20_000)).isEqualTo("20,000");
        assertThat(Human.count(1, "record")).isEqualTo("1 record");
        assertThat(Human.count(0, "record")).isEqualTo("0 records");
    }

    @Test
    void timesAreUtc() {
        assertThat(Human.dateTime(1_785_506_592_214_812L)).isEqualTo("2026-07-31 14:03:12 UTC");
        assertThat(Human.timeOfDay(1_785_506_592_214_812L)).isEqualTo("14:03:12.214812");
    }

    @Test
    void naturalOrderKnowsNumbers() {
        assertThat(Stream.of("worker-10", "worker-2", "link", null, "worker-1").sorted(Human.natural()))
                .containsExactly(null, "link", "worker-1", "worker-2", "worker-10");
    }
}

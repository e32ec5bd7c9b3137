package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Series;
import dev.sinkproof.reports.SampleResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProducerTest {
    private static final CaseResult CRASH = SampleResults.fail().cases().get(2);
    private static final long FIRED = CRASH.faults().get(0).firedAtMicros();
    private static final long CAUGHT_UP = CRASH.recovery().lagZeroAtMicros();

    private static String words(Long... latency) {
        List<Long> moments = List.of(FIRED - 1_000, FIRED, FIRED + 1_000, CAUGHT_UP, CAUGHT_UP + 1);
        Series series = new Series(Series.PRODUCER_LATENCY, "", moments, List.of(latency));
        return LiveProducer.of(CRASH.withSeries(List.of(series))).orElseThrow().words();
    }

    @Test
    void tellsTheTimeBeforeTheFaultFromTheTimeBehind() {
        assertThat(words(4_000L, 3_000L, 12_300L, 9_000L, 90_000L)).isEqualTo("4.0 ms before, 12.3 ms while behind");
    }

    @Test
    void aProducerThatHadEndedWaitedForNothing() {
        assertThat(words(4_000L, 0L, 0L, 0L, 0L)).isEqualTo("4.0 ms before, nothing produced while behind");
        assertThat(words(0L, 0L, 0L, 0L, 0L)).isEqualTo("nothing was acknowledged");
    }

    @Test
    void withoutAFaultThereIsNothingBehind() {
        CaseResult calm = SampleResults.measured().cases().get(0);

        assertThat(LiveProducer.of(calm).orElseThrow().behindMicros()).isEmpty();
        assertThat(LiveProducer.of(calm).orElseThrow().words()).doesNotContain("behind");
    }

    @Test
    void saysNothingWhereItWasNotMeasured() {
        assertThat(LiveProducer.of(CRASH)).isEmpty();
    }
}

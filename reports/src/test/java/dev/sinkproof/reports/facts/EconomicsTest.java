package dev.sinkproof.reports.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Prices;
import dev.sinkproof.model.RecoveryFacts;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.Series;
import dev.sinkproof.reports.SampleResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EconomicsTest {
    private static final Prices PRICES = new Prices("EUR", "2026-02-28", false, Map.of("PutObject", "5"), null, 24);

    @Test
    void tablesHaveNoObjectsToPayFor() {
        assertThat(Economics.of(SampleResults.measured()).sentences()).isEmpty();
    }

    @Test
    void saysWhosePricesTheyAre() {
        Results stored = SampleResults.stored();

        assertThat(Economics.of(stored).source()).contains("no table of prices");
        assertThat(Economics.of(stored).sentences().get(0)).contains("was not reckoned");
        assertThat(Economics.of(stored.withPrices(
                                new Prices("EUR", "2026-02-28", true, PRICES.perThousandRequests(), null, 0)))
                        .source())
                .contains("an example");
        assertThat(Economics.of(stored.withPrices(PRICES)).source())
                .contains("EUR")
                .contains("2026-02-28")
                .doesNotContain("example");
    }

    @Test
    void namesWhatHasNoPriceAndWhatWasNotMeasured() {
        List<String> sentences = Economics.of(
                        withoutSeries(SampleResults.stored()).withPrices(PRICES))
                .sentences();

        assertThat(sentences.get(0)).contains("no price of storage").contains("without a price, and not counted:");
        assertThat(sentences.get(3)).contains("was not measured");
    }

    @Test
    void reckonsWhatAnOutageMayLast() {
        Results results = behind(SampleResults.stored()).withPrices(PRICES);

        CatchUp found = CatchUp.slowest(results.cases()).orElseThrow();
        assertThat(found.backlog()).isEqualTo(6_000);
        assertThat(found.perSecond()).isEqualTo(1_000.0 + 250.0);
        assertThat(found.producedPerSecond()).isEqualTo(250.0);
        // At 10 s 10,000 are produced and 4,000 done, and the 4,001st had been produced by 5 s.
        assertThat(found.oldestMicros()).isEqualTo(5_000_000);
        assertThat(Economics.of(results).sentences().get(3))
                .contains("1,250 records a second")
                .contains("the retention of 24 h less");
    }

    /** 1,000 a second are produced for 10 s; 4,000 are done by 4 s, and then nothing, until all is healed at 10 s; caught up at 16 s. */
    private static Results behind(Results of) {
        List<Long> micros = new ArrayList<>();
        List<Long> produced = new ArrayList<>();
        List<Long> lag = new ArrayList<>();
        for (long second = 0; second <= 16; second++) {
            long made = second <= 10 ? second * 1_000 : 10_000 + (second - 10) * 250;
            long done = second <= 4 ? second * 1_000 : second <= 10 ? 4_000 : 4_000 + (second - 10) * 1_250;
            micros.add(second * 1_000_000);
            produced.add(made);
            lag.add(made - done);
        }
        CaseResult result = of.cases().get(0);
        return of.withCases(List.of(with(
                result,
                List.of(new Series(Series.PRODUCED, "", micros, produced), new Series(Series.LAG, "", micros, lag)),
                new RecoveryFacts(10_000_000, 16_000_000, true, 60_000, Map.of(), Map.of()))));
    }

    private static Results withoutSeries(Results of) {
        return of.withCases(of.cases().stream()
                .map(result -> with(result, List.of(), result.recovery()))
                .toList());
    }

    private static CaseResult with(CaseResult of, List<Series> series, RecoveryFacts recovery) {
        return new CaseResult(
                of.plan(),
                of.outcome(),
                of.sentence(),
                of.observed(),
                of.guarantees(),
                of.checks(),
                of.faults(),
                recovery,
                of.timeline(),
                of.timelineTotal(),
                of.startedAtMicros(),
                of.durationMillis(),
                of.runDirectory(),
                of.reproduce(),
                of.counts(),
                series,
                of.objects(),
                of.differential());
    }
}

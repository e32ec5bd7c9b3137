package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
    @TempDir
    private Path folder;

    private Prices read(String text) throws IOException {
        return PriceFile.read(Files.writeString(folder.resolve(PriceFile.NAME), text));
    }

    @Test
    void readsWhatPeopleSay() throws IOException {
        Prices prices = read("""
                currency=EUR
                date=2026-02-28
                per-1000.PutObject=0.01
                per-1000.*=0.002
                storage.gib-month=0.02
                retention.hours=48
                """);

        assertThat(prices.example()).isFalse();
        assertThat(prices.currency()).isEqualTo("EUR");
        assertThat(prices.retentionHours()).isEqualTo(48);
        assertThat(prices.ofRequests("PutObject", 2_000)).hasValue(new BigDecimal("0.02000"));
        assertThat(prices.ofRequests("HeadObject", 500).orElseThrow()).isEqualByComparingTo("0.001");
        assertThat(prices.ofStorage(3L << 29).orElseThrow()).isEqualByComparingTo("0.03");
    }

    @Test
    void whatHasNoPriceIsNotReckonedAsFree() throws IOException {
        Prices prices = read("currency=EUR\ndate=2026-02-28\nper-1000.PutObject=0.01\n");

        assertThat(prices.ofRequests("ListObjectsV2", 10)).isEmpty();
        assertThat(prices.ofStorage(10)).isEmpty();
        assertThat(prices.retentionHours()).isZero();
    }

    @Test
    void theBundledOneSaysThatItIsAnExample() {
        assertThat(PriceFile.bundled().example()).isTrue();
        assertThat(PriceFile.bundled().ofRequests("PutObject", 1_000).orElseThrow())
                .isPositive();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> read("date=2026-02-28\n")).hasMessageContaining("does not say its currency");
        assertThatThrownBy(() -> read("currency=EUR\ndate=today\n")).hasMessageContaining("a date is written as");
        assertThatThrownBy(() -> read("currency=EUR\ndate=2026-02-28\nper-1000.PutObject=cheap\n"))
                .isInstanceOf(InvalidResultsException.class)
                .hasMessageContaining("per-1000.PutObject=cheap");
        assertThatThrownBy(() -> read("currency=EUR\ndate=2026-02-28\nper-1000.PutObject=-1\n"))
                .hasMessageContaining("below 0");
        assertThatThrownBy(() -> read("currency=EUR\ndate=2026-02-28\nput=1\n")).hasMessageContaining("has put, but");
    }
}

package dev.sinkproof.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Throughput;
import dev.sinkproof.reports.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkFileTest {
    /** As JMH 1.37 writes it, shortened. */
    private static final String JMH = """
            [{"jmhVersion": "1.37", "benchmark": "a.b.Sink.put", "mode": "thrpt", "params": {"batchSize": "%s", "mode": "X"},
              "primaryMetric": {"score": 3.1},
              "secondaryMetrics": {"records": {"score": 300.0, "scoreError": "NaN", "scoreUnit": "%s",
                "rawData": [[100.4, 900.6], [300.0, 200.0]]}}},
             {"benchmark": "a.b.Other.judge", "params": {"rows": "7"}, "secondaryMetrics": {}}]""";

    @TempDir
    Path dir;

    private List<Throughput> read(String json) throws IOException {
        return BenchmarkFile.read(Files.writeString(dir.resolve("benchmarks.json"), json));
    }

    @Test
    void ofAllForksTheMedianTheSlowestAndTheFastestIterationAreAPoint() throws IOException {
        assertThat(read(JMH.formatted("1000", "ops/s")))
                .containsExactly(new Throughput("Sink.put mode=X", 1_000, 250, 100, 901, 4));
    }

    @Test
    void whatMeasuresNoRecordsASecondIsRefused() {
        assertThatThrownBy(() -> read(JMH.formatted("1000", "ms/op"))).hasMessageContaining("no benchmark that counts");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("-rf json");
        assertThatThrownBy(() -> read("[")).hasMessageContaining("is no JSON");
    }

    @Test
    void thePagePlotsItAndSaysSoWhenThereIsNone() {
        List<Throughput> points = List.of(
                new Throughput("one", 1, 10, 5, 20, 3),
                new Throughput("one", 1_000, 10_000, 9_000, 11_000, 3),
                new Throughput("two", 1, 0, 0, 0, 3));

        String page = HtmlReport.render(SampleResults.pass().withThroughput(points));

        assertThat(page)
                .contains(
                        "Records a second against batch size",
                        "<td class=\"num\" data-label=\"Records/s\">10,000</td>");
        assertThat(page).doesNotContain("NaN", "Infinity");
        assertThat(HtmlReport.render(SampleResults.pass())).contains("No benchmark results belong to this run");
    }
}

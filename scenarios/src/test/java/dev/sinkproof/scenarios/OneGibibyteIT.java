package dev.sinkproof.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not depend on the size of objects: neither the sink's nor that of the harness. */
@Tag("full")
class OneGibibyteIT {
    private static final int MIB = 1024 * 1024;
    private static final int MINUTES = 25;
    private static final String HARNESS_HEAP = "harness-gc.log";
    /** For example {@code 180M->60M(247M)}. */
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\((\\d+)M\\)");

    @TempDir
    private Path out;

    @TempDir
    private Path temporary;

    @Timeout(value = MINUTES + 1, unit = TimeUnit.MINUTES)
    @Test
    void goesIntoParquetAndIsReconciledWith256MegabytesEach() throws IOException, InterruptedException {
        Path log = out.resolve("harness.log");
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xlog:gc:file=" + out.resolve(HARNESS_HEAP),
                        "-Dsinkproof.home=" + System.getProperty("sinkproof.home", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneGibibyte.class.getName(),
                        out.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(harness.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(Files.readString(log))
                    .isTrue();
        } finally {
            harness.destroy();
        }

        assertThat(harness.exitValue()).as(Files.readString(log)).isZero();
        Results results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        CaseResult result = results.cases().get(0);
        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.PASS);
        assertThat(result.observed().accounted()).isEqualTo(OneGibibyte.RECORDS);
        assertThat(result.objects().bytes()).isGreaterThan(1024L * MIB);
        assertThat(result.objects().medianBytes()).isBetween(60L * MIB, 70L * MIB);
        long worker = peakMib(OneGibibyte.WORKER_HEAP);
        long ours = peakMib(HARNESS_HEAP);
        System.out.printf(
                "one gibibyte into %d objects, median %d MiB: peak heap of the worker %d MiB, of the harness %d MiB%n",
                result.objects().objects(), result.objects().medianBytes() / MIB, worker, ours);
        assertThat(List.of(worker, ours)).allMatch(peak -> peak > 0 && peak < 256);
    }

    /** The highest that was in use when a collection began. */
    private long peakMib(String gcLog) throws IOException {
        List<MatchResult> collections = COLLECTION
                .matcher(Files.readString(out.resolve(gcLog)))
                .results()
                .toList();
        assertThat(collections).as(gcLog).isNotEmpty();
        return collections.stream()
                .mapToLong(collection -> Long.parseLong(collection.group(1)))
                .max()
                .orElseThrow();
    }
}

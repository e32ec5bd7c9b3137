package dev.sinkproof.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten million records reconcile in a heap of 256 MB, whatever the write model; the target is generated row by row. */
@Tag("slow")
class ReconciliationScaleIT {
    private static final long TIMEOUT_SECONDS = 300;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"append", "upsert", "upsert-fields", "history-append", "history-upsert"})
    void ten_million_records_fit(String mode) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScaleMain.class.getName(),
                        mode))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s ended in %d s; it said: %s", mode, TIMEOUT_SECONDS, said)
                    .isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said).contains("exactly as planted");
            System.out.print(said);
        } finally {
            process.destroyForcibly();
        }
    }
}

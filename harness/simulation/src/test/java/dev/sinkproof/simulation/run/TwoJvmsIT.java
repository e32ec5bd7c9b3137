package dev.sinkproof.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TwoJvmsIT {
    private static final long JVM_SECONDS_MAX = 300;

    /** Immutable collections iterate in another order in each JVM: it must not matter. */
    @Test
    void two_jvms_give_the_same_traces() throws Exception {
        String here = TraceMain.digest();

        assertThat(inAnotherJvm()).isEqualTo(here);
        assertThat(inAnotherJvm()).isEqualTo(here);
    }

    private static String inAnotherJvm() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TraceMain.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            assertThat(process.waitFor(JVM_SECONDS_MAX, TimeUnit.SECONDS))
                    .as("the other JVM had printed '%s' and was waited for to end for %d s", printed, JVM_SECONDS_MAX)
                    .isTrue();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}

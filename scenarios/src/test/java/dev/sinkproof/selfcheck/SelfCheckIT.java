package dev.sinkproof.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.run.Progress;
import dev.sinkproof.sinks.flawed.FlawedSink;
import dev.sinkproof.sinks.flawed.FlawedSinks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every flawed sink is caught by the anomaly that its defect causes; the reference sinks raise no alarm in the same cases. */
@Tag("slow")
class SelfCheckIT {
    @TempDir
    private Path out;

    @Test
    void catchesADefectByItsNameAndLeavesTheReferenceSinkAlone() throws IOException {
        KillMatrix matrix = check(List.of(FlawedSinks.of("M26"), FlawedSinks.of("M68")));

        assertThat(matrix.traps()).hasSize(2);
    }

    @Tag("full")
    @Test
    void catchesThemAll() throws IOException {
        check(FlawedSinks.all());
    }

    private KillMatrix check(List<FlawedSink> sinks) throws IOException {
        AtomicInteger told = new AtomicInteger();

        KillMatrix matrix = new SelfCheck(out, 1, so -> told.incrementAndGet()).run(sinks, Progress.NONE);

        assertThat(matrix.complete()).isTrue();
        assertThat(matrix.defects())
                .hasSize(sinks.size())
                .allSatisfy(row -> assertThat(row.asExpected())
                        .as("%s must be caught: %s", row.sink(), row.sentence())
                        .isTrue());
        assertThat(matrix.traps())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.asExpected())
                        .as("%s must be silent: %s", row.sink(), row.sentence())
                        .isTrue());
        assertThat(told).hasValue(matrix.defects().size() + matrix.traps().size());
        return matrix;
    }
}

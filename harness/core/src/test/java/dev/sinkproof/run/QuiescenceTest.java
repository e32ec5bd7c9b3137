package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.target.TargetSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QuiescenceTest {
    @Test
    @Timeout(30)
    void waitsForALateWriteWhileRowsAreMissing() throws IOException {
        long start = System.nanoTime();
        FakeTarget target = new FakeTarget(
                () -> System.nanoTime() - start > Duration.ofMillis(2500).toNanos() ? 10 : 7);

        boolean still = new Quiescence(target, 10).await();

        assertThat(still).isTrue();
        assertThat(target.rows()).isEqualTo(10);
    }

    @Test
    @Timeout(30)
    void doesNotWaitLongWhenNothingIsMissing() throws IOException {
        long start = System.nanoTime();

        boolean still = new Quiescence(new FakeTarget(() -> 10), 10).await();

        assertThat(still).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    private interface RowCount {
        int now();
    }

    /** A target with as many rows as it is told to have by now. */
    private record FakeTarget(RowCount count) implements TargetSession {
        int rows() {
            return count.now();
        }

        @Override
        public void begin() {}

        @Override
        public String fingerprint() {
            return Integer.toString(count.now());
        }

        @Override
        public void readSnapshot(Consumer<? super TargetRow> rows) {
            for (int i = 0; i < count.now(); i++) {
                rows.accept(new TargetRow("t", Map.of()));
            }
        }

        @Override
        public boolean recordsHistory() {
            return false;
        }

        @Override
        public void readHistory(Consumer<? super TargetChange> changes) {
            throw new AssertionError("has no history");
        }

        @Override
        public void close() {}
    }
}

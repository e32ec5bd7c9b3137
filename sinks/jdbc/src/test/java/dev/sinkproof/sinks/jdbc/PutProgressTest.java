package dev.sinkproof.sinks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.connect.sink.SinkRecord;

class PutProgressTest {
    @Property
    void hasARetriedBatchWrittenOnceWhereverItFailed(
            @ForAll @IntRange(min = 0, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 10) int chunkSize,
            @ForAll @IntRange(min = 0, max = 10) int chunksBeforeFailure) {
        List<SinkRecord> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(Records.version(i % 3, i / 3 * 2L, i));
        }
        PutProgress progress = new PutProgress();
        List<SinkRecord> written = new ArrayList<>();

        List<Chunk> firstAttempt = Chunk.split(progress.remaining(batch), chunkSize);
        firstAttempt.stream().limit(chunksBeforeFailure).forEach(chunk -> write(chunk, progress, written));
        Chunk.split(progress.remaining(batch), chunkSize).forEach(chunk -> write(chunk, progress, written));

        assertThat(written).containsExactlyInAnyOrderElementsOf(batch);
    }

    private static void write(Chunk chunk, PutProgress progress, List<SinkRecord> written) {
        written.addAll(chunk.records());
        progress.written(chunk);
    }

    @Property
    void forgetsWhatIsDone(@ForAll @IntRange(min = 1, max = 20) int size) {
        PutProgress progress = new PutProgress();
        List<SinkRecord> batch = Records.range(0, 0, size);
        Chunk.split(batch, 5).forEach(progress::written);
        assertThat(progress.remaining(batch)).isEmpty();

        progress.clear();

        assertThat(progress.remaining(batch)).isEqualTo(batch);
    }
}

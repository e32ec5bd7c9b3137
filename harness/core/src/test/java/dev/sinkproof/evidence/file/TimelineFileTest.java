package dev.sinkproof.evidence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.file.EvidenceFile.Ending;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineFileTest {
    @TempDir
    Path folder;

    private static TimelineEvent event(String name) {
        return new TimelineEvent(
                0,
                1_700_000_000_000_001L,
                "worker-1",
                name,
                null,
                List.of(new OffsetSpan("orders", 3, 10, 19, 10), OffsetSpan.position("ü\uD800", 0, 20)),
                Map.of("b", "x\ny", "a", ""));
    }

    private Path file() {
        return folder.resolve("timeline.jsonl");
    }

    private static List<TimelineEvent> all(Path file) throws IOException {
        List<TimelineEvent> events = new ArrayList<>();
        TimelineFile.read(file).forEach(events::add);
        return events;
    }

    @Test
    void eventsComeBackEqualAndNumbered() throws IOException {
        List<TimelineEvent> written = new ArrayList<>();
        try (TimelineFile timeline = TimelineFile.create(file())) {
            written.add(timeline.append(event("first")));
            written.add(timeline.append(new TimelineEvent(99, -1, "kafka", "second", "orders-0", List.of(), Map.of())));
        }

        assertThat(written).extracting(TimelineEvent::sequence).containsExactly(1L, 2L);
        assertThat(all(file())).isEqualTo(written);
        assertThat(Files.readAllLines(file()).get(1))
                .isEqualTo(
                        "{\"sequence\":2,\"epochMicros\":-1,\"source\":\"kafka\",\"name\":\"second\",\"task\":\"orders-0\","
                                + "\"spans\":[],\"attributes\":{}}");
        assertThat(Files.readAllLines(file()).get(0)).contains("\"attributes\":{\"a\":\"\",\"b\":\"x\\ny\"}");
    }

    @Test
    void manyThreadsGetOneOrder() throws Exception {
        int threads = 8;
        int each = 500;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (TimelineFile timeline = TimelineFile.create(file())) {
            List<Future<List<Long>>> appended = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                appended.add(executor.submit(() -> LongStream.range(0, each)
                        .map(i -> timeline.append(event("event-" + i)).sequence())
                        .boxed()
                        .toList()));
            }
            for (Future<List<Long>> one : appended) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isSorted();
            }
        } finally {
            executor.shutdownNow();
        }

        List<Long> sequences = all(file()).stream().map(TimelineEvent::sequence).toList();
        assertThat(sequences).hasSize(threads * each).isSorted().startsWith(1L);
        assertThat(new HashSet<>(sequences)).hasSize(threads * each);
    }

    @Test
    void eventsReachTheFileWithoutBeingAsked() throws IOException {
        try (TimelineFile timeline = TimelineFile.create(file())) {
            timeline.append(event("first"));

            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (all(file()).isEmpty() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            assertThat(all(file())).as("events flushed in the background").hasSize(1);
        }
    }

    @Test
    void flushedEventsAreThereAtOnce() throws IOException {
        try (TimelineFile timeline = TimelineFile.create(file())) {
            timeline.append(event("first"));
            timeline.flush();

            assertThat(all(file())).hasSize(1);
        }
    }

    @Test
    void lastLineThatIsCutIsCounted() throws IOException {
        try (TimelineFile timeline = TimelineFile.create(file())) {
            timeline.append(event("first"));
        }
        assertThat(TimelineFile.read(file()).inspect()).isEqualTo(new Ending(1, true, 0));
        Files.writeString(file(), "{\"sequence\":2,", StandardOpenOption.APPEND);

        assertThat(TimelineFile.read(file()).inspect()).isEqualTo(new Ending(1, false, 14));
    }

    @Test
    void damageIsAnError() throws IOException {
        Files.writeString(file(), "{\"sequence\":1,\"epochMicros\":2}\n");

        assertThatThrownBy(() -> TimelineFile.read(file()).inspect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Line 1")
                .hasMessageContaining("source");
    }

    @Test
    void timelineIsNeverOverwritten() throws IOException {
        TimelineFile.create(file()).close();

        assertThatThrownBy(() -> TimelineFile.create(file())).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void closedTimelineTakesNothing() throws IOException {
        TimelineFile timeline = TimelineFile.create(file());
        timeline.close();
        timeline.close();

        assertThatThrownBy(() -> timeline.append(event("late"))).isInstanceOf(IllegalStateException.class);
    }
}

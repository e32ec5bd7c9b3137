package dev.sinkproof.jmh;

import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Writing the timeline: one event as a put makes it, numbered, as a line of JSON in a file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TimelineBenchmark {
    private final TimelineEvent event = new TimelineEvent(
            0,
            1_700_000_000_000_000L,
            "worker-1",
            "task.put.enter",
            "orders-0",
            List.of(
                    new OffsetSpan(RecordFeed.TOPIC, 0, 10_000, 10_249, 250),
                    new OffsetSpan(RecordFeed.TOPIC, 2, 10_100, 10_349, 250)),
            Map.of("records", "500", "seqno", "17"));

    private Path folder;
    private TimelineFile file;
    private long appended;

    @Setup(Level.Iteration)
    public void create() throws IOException {
        folder = Files.createTempDirectory("sinkproof-benchmark-");
        file = TimelineFile.create(folder.resolve("timeline.jsonl"));
        appended = 0;
    }

    @Benchmark
    public TimelineEvent append() {
        appended++;
        return file.append(event);
    }

    /** A timeline that is fast because it leaves something out fails here. */
    @TearDown(Level.Iteration)
    public void check() throws IOException {
        file.close();
        Path written = folder.resolve("timeline.jsonl");
        long lines;
        try (var all = Files.lines(written)) {
            lines = all.count();
        }
        Files.delete(written);
        Files.delete(folder);
        if (lines != appended) {
            throw new IllegalStateException("appended " + appended + " events, but the file has " + lines);
        }
    }
}

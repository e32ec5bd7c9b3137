package dev.sinkproof.jmh;

import dev.sinkproof.check.Judge;
import dev.sinkproof.check.Judgement;
import dev.sinkproof.evidence.file.TimelineFile;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How time and memory grow with the work: each is done at 1, 10 and 100 times its size, and a power law is fitted through the points
 * (least squares of the logarithms). An exponent of 1 is linear, of 0 flat.
 *
 * <p>Time is processor time of the working thread, the least of some rounds: what else runs on the machine makes it longer and never shorter. Memory is what is still held when the work is done and its result
 * is in hand, after a garbage collection.
 */
public final class Growth {
    private static final int[] FACTORS = {1, 10, 100};
    private static final int ROUNDS = 3;
    /** Below this much memory differs from nothing by the noise of the collector. */
    private static final long NOISE_BYTES = 256 * 1024;

    private Growth() {}

    /** Some work of a size; what it returns is what it holds. */
    private interface Work {
        Object of(int size) throws IOException;
    }

    private record Kind(String name, int size, Work work) {}

    private record Point(int size, double seconds, long bytes) {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException {
        Logs.quiet();
        List<Kind> kinds = List.of(
                new Kind("reconciliation, append, rows", 40_000, size -> judged(WriteModel.APPEND, size)),
                new Kind("reconciliation, upsert, keys", 40_000, size -> judged(WriteModel.UPSERT, size)),
                new Kind("timeline, events", 20_000, Growth::timeline));
        for (Kind kind : kinds) {
            kind.work().of(kind.size());
            List<Point> points = new ArrayList<>();
            for (int factor : FACTORS) {
                points.add(measure(kind.work(), kind.size() * factor));
            }
            print(kind, points);
        }
    }

    private static Object judged(WriteModel model, int rows) {
        Judgement judgement = new Judge().judge(FaultlessRun.streamed(model, rows));
        if (judgement.outcome() != Outcome.PASS) {
            throw new IllegalStateException(judgement.sentence());
        }
        return judgement;
    }

    /** Returns the file while it is open, with what it holds then. */
    private static Object timeline(int events) throws IOException {
        Path folder = Files.createTempDirectory("sinkproof-growth-");
        Path path = folder.resolve("timeline.jsonl");
        TimelineFile file = TimelineFile.create(path);
        for (int i = 0; i < events; i++) {
            file.append(new TimelineEvent(
                    0, 1_700_000_000_000_000L + i, "worker-1", "task.put.enter", "orders-0", List.of(), Map.of()));
        }
        file.close();
        Files.delete(path);
        Files.delete(folder);
        return file;
    }

    private static Point measure(Work work, int size) throws IOException {
        double seconds = Double.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = used();
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Object held = work.of(size);
            seconds = Math.min(seconds, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9);
            bytes = Math.min(bytes, Math.max(0, used() - before));
            Reference.reachabilityFence(held);
        }
        return new Point(size, seconds, bytes);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(Kind kind, List<Point> points) {
        for (Point point : points) {
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %10d: %9.3f s, %11.0f a second; %10d bytes held, %.3f each%n",
                    kind.name(),
                    point.size(),
                    point.seconds(),
                    point.size() / point.seconds(),
                    point.bytes(),
                    (double) point.bytes() / point.size());
        }
        boolean flat = points.stream().allMatch(point -> point.bytes() <= NOISE_BYTES);
        System.out.printf(
                Locale.ROOT,
                "%-30s time grows with exponent %.2f, memory %s%n",
                kind.name(),
                exponent(points, Point::seconds),
                flat
                        ? "is flat: never above " + NOISE_BYTES / 1024 + " KiB"
                        : String.format(
                                Locale.ROOT, "with %.2f", exponent(points, point -> Math.max(1, point.bytes()))));
    }

    private static double exponent(List<Point> points, ToDoubleFunction<Point> of) {
        return slope(
                points.stream().mapToDouble(Point::size).toArray(),
                points.stream().mapToDouble(of).toArray());
    }

    /** Of the straight line through the logarithms, by least squares. */
    static double slope(double[] sizes, double[] values) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            meanX += Math.log(sizes[i]) / sizes.length;
            meanY += Math.log(values[i]) / sizes.length;
        }
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < sizes.length; i++) {
            xy += (Math.log(sizes[i]) - meanX) * (Math.log(values[i]) - meanY);
            xx += (Math.log(sizes[i]) - meanX) * (Math.log(sizes[i]) - meanX);
        }
        return xy / xx;
    }
}

package dev.sinkproof.reports.html;

import dev.sinkproof.model.Throughput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records a second against batch size, both axes logarithmic, with a bar from the slowest to the fastest iteration.
 *
 * @param lines one for each benchmark
 * @param columns batch sizes, from small to large
 * @param rows powers of ten, from low to high
 */
record ThroughputPlot(List<Line> lines, List<Tick> columns, List<Tick> rows) {
    static final int WIDTH = 760;
    static final int HEIGHT = 320;
    static final int LEFT = 64;
    static final int RIGHT = WIDTH - 24;
    static final int TOP = 14;
    static final int BOTTOM = HEIGHT - 34;

    /** As many lines have a dash and a mark of their own; more begin again. */
    private static final int STYLES = 6;

    /** A value on an axis. */
    record Tick(String label, double at) {}

    /** One benchmark. */
    record Line(String name, int style, String path, List<Point> points) {}

    /** One batch size of a benchmark. */
    record Point(Throughput measured, double x, double y, double low, double high) {}

    static ThroughputPlot of(List<Throughput> measured) {
        return new Axes(measured).plot();
    }

    private static final class Axes {
        private final List<Throughput> measured;
        private final double fromX;
        private final double toX;
        private final double fromY;
        private final double toY;

        Axes(List<Throughput> measured) {
            this.measured = measured;
            fromX = log(measured.stream().mapToLong(Throughput::batchSize).min().orElse(1));
            toX = log(measured.stream().mapToLong(Throughput::batchSize).max().orElse(1));
            fromY = Math.floor(log(measured.stream()
                    .mapToLong(Throughput::lowestPerSecond)
                    .min()
                    .orElse(1)));
            toY = Math.max(
                    fromY + 1,
                    Math.ceil(log(measured.stream()
                            .mapToLong(Throughput::highestPerSecond)
                            .max()
                            .orElse(1))));
        }

        /** Zero has no logarithm; nothing is slower than one a second here. */
        private static double log(long value) {
            return Math.log10(Math.max(1, value));
        }

        private double x(long batchSize) {
            double share = toX == fromX ? 0.5 : (log(batchSize) - fromX) / (toX - fromX);
            return LEFT + 20 + share * (RIGHT - LEFT - 40);
        }

        private double y(long perSecond) {
            return BOTTOM - (log(perSecond) - fromY) / (toY - fromY) * (BOTTOM - TOP);
        }

        ThroughputPlot plot() {
            Map<String, List<Throughput>> bySeries = new LinkedHashMap<>();
            measured.stream()
                    .sorted(Comparator.comparingLong(Throughput::batchSize))
                    .forEach(each -> bySeries.computeIfAbsent(each.series(), key -> new ArrayList<>())
                            .add(each));
            List<Line> lines = new ArrayList<>();
            bySeries.forEach((name, points) -> lines.add(line(name, lines.size() % STYLES, points)));
            return new ThroughputPlot(lines, columns(), rows());
        }

        private Line line(String name, int style, List<Throughput> all) {
            List<Point> points = all.stream()
                    .map(each -> new Point(
                            each,
                            x(each.batchSize()),
                            y(each.medianPerSecond()),
                            y(each.lowestPerSecond()),
                            y(each.highestPerSecond())))
                    .toList();
            StringBuilder path = new StringBuilder();
            points.forEach(point -> path.append(path.isEmpty() ? "M" : "L")
                    .append(Px.of(point.x()))
                    .append(' ')
                    .append(Px.of(point.y())));
            return new Line(name, style, path.toString(), points);
        }

        private List<Tick> columns() {
            return measured.stream()
                    .map(Throughput::batchSize)
                    .distinct()
                    .sorted()
                    .map(size -> new Tick(brief(size), x(size)))
                    .toList();
        }

        private List<Tick> rows() {
            List<Tick> ticks = new ArrayList<>();
            for (int power = (int) fromY; power <= (int) toY; power++) {
                long value = (long) Math.pow(10, power);
                ticks.add(new Tick(brief(value), y(value)));
            }
            return ticks;
        }

        private static String brief(long value) {
            if (value >= 1_000_000 && value % 1_000_000 == 0) {
                return value / 1_000_000 + " M";
            }
            return value >= 1_000 && value % 1_000 == 0 ? value / 1_000 + " k" : Long.toString(value);
        }
    }
}

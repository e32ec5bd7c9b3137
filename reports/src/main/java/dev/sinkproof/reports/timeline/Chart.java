package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Quantities over time, drawn as steps on the picture's time axis.
 *
 * @param top where it begins
 * @param bottom where it ends, which is zero
 * @param most the largest value in words, {@code none} where that is zero
 * @param lines from back to front
 */
public record Chart(int top, int bottom, String most, List<Line> lines) {
    /** Lines with fewer changes than that look like nothing happened, and say so by being flat. */
    private static final double HEADROOM = 1.0;

    /**
     * One quantity.
     *
     * @param style style class
     * @param label for people
     * @param path a step for each change, as SVG writes it
     * @param area the same, closed at the bottom
     * @param values the value from each step on, in the order of the path, for whoever points at it
     * @param tooltip first and last value in words
     */
    public record Line(String style, String label, String path, String area, String values, String tooltip) {}

    /** A quantity to draw. */
    record Drawn(String style, String label, Series series) {}

    static Chart of(List<Drawn> drawn, TimeScale scale, int top, int bottom, LongFunction<String> words) {
        long most = drawn.stream().mapToLong(each -> each.series().max()).max().orElse(0);
        long max = Math.max(1, most);
        List<Line> lines = drawn.stream()
                .map(each -> new Pen(scale, top, bottom, max).line(each, words))
                .toList();
        return new Chart(top, bottom, most == 0 ? "none" : words.apply(most), lines);
    }

    /** Draws one quantity. */
    private static final class Pen {
        private final TimeScale scale;
        private final int bottom;
        private final double perUnit;
        private final StringBuilder path = new StringBuilder();
        private final List<String> values = new ArrayList<>();

        Pen(TimeScale scale, int top, int bottom, long max) {
            this.scale = scale;
            this.bottom = bottom;
            this.perUnit = (bottom - top) * HEADROOM / max;
        }

        Line line(Drawn drawn, LongFunction<String> words) {
            Series series = drawn.series();
            String begin = "";
            String end = "";
            long before = Long.MIN_VALUE;
            for (int i = 0; i < series.micros().size(); i++) {
                long value = series.values().get(i);
                end = px(scale.x(series.micros().get(i)));
                if (value == before) {
                    continue;
                }
                if (begin.isEmpty()) {
                    begin = end;
                    path.append('M').append(end).append(' ').append(y(value));
                } else {
                    path.append('H').append(end).append('V').append(y(value));
                }
                values.add(Long.toString(value));
                before = value;
            }
            String whole = path + (end.isEmpty() ? "" : "H" + end);
            String area = whole.isEmpty() ? "" : whole + "V" + bottom + "H" + begin + "Z";
            return new Line(
                    drawn.style(),
                    drawn.label(),
                    whole,
                    area,
                    String.join(",", values),
                    drawn.label() + ": from " + words.apply(series.first()) + " to " + words.apply(series.last())
                            + ", at most " + words.apply(series.max()));
        }

        private String y(long value) {
            return px(bottom - value * perUnit);
        }

        private static String px(double length) {
            String text = String.format(Locale.ROOT, "%.1f", length);
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
    }
}

package dev.sinkproof.reports.timeline;

import dev.sinkproof.reports.text.Human;
import dev.sinkproof.reports.timeline.Picture.Bar;
import dev.sinkproof.reports.timeline.Picture.Many;
import dev.sinkproof.reports.timeline.Picture.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws what lies too close together as one, and says how many that is. What proves an anomaly is never drawn together
 * with anything else.
 */
final class Crowd {
    /** Bars closer than that are drawn as one. */
    private static final double BAR_DISTANCE = 2.5;
    /** Everyday marks closer than that are drawn as one. */
    private static final double MARK_DISTANCE = 8;
    /** Fewer marks than that stay as they are. */
    private static final int MARKS_MIN = 3;

    /** Of the labels' font, whichever sans serif that is; a little too much does no harm. */
    private static final double CHARACTER_WIDTH = 5.4;

    private final List<Bar> bars = new ArrayList<>();
    private final List<Many> crowds = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final StringBuilder fine = new StringBuilder();
    private int collapsed;

    List<Bar> bars() {
        return bars;
    }

    List<Many> crowds() {
        return crowds;
    }

    List<Mark> marks() {
        return marks;
    }

    /** The marks that are drawn as many: position and style of each, one after another. */
    String fine() {
        return fine.toString();
    }

    /** How many calls and events are not drawn one by one. */
    int collapsed() {
        return collapsed;
    }

    static boolean fits(String label, double width) {
        return label.length() * CHARACTER_WIDTH + 6 <= width;
    }

    private static String times(int count, double width) {
        String label = "×" + Human.count(count);
        return fits(label, width) ? label : "";
    }

    // ---- bars

    /** A bar, and how many records it stands for. */
    record Weighted(Bar bar, long records) {}

    void addBars(List<Weighted> inOrder) {
        List<Weighted> run = new ArrayList<>();
        for (Weighted next : inOrder) {
            if (!run.isEmpty() && !joins(run.get(run.size() - 1).bar(), next.bar())) {
                flushBars(run);
            }
            run.add(next);
        }
        flushBars(run);
    }

    private static boolean joins(Bar last, Bar next) {
        return last.anchor() == null
                && next.anchor() == null
                && last.style().equals(next.style())
                && next.x() - (last.x() + last.width()) < BAR_DISTANCE;
    }

    private void flushBars(List<Weighted> run) {
        if (run.size() == 1) {
            bars.add(run.get(0).bar());
        } else if (!run.isEmpty()) {
            bars.add(oneBar(run));
            collapsed += run.size();
        }
        run.clear();
    }

    private static Bar oneBar(List<Weighted> run) {
        Bar first = run.get(0).bar();
        Bar last = run.get(run.size() - 1).bar();
        double width = last.x() + last.width() - first.x();
        long records = run.stream().mapToLong(Weighted::records).sum();
        String tooltip = Human.count(run.size(), "put call") + " with " + Human.count(records, "record") + ", first: "
                + first.tooltip();
        return new Bar(first.x(), width, first.style() + " many", times(run.size(), width), 4, tooltip, null);
    }

    // ---- marks

    /** Marks in order of time. */
    void addMarks(List<Mark> inOrder) {
        List<Mark> run = new ArrayList<>();
        for (Mark next : inOrder) {
            if (!everyday(next)) {
                marks.add(next);
                continue;
            }
            if (!run.isEmpty() && next.x() - run.get(run.size() - 1).x() >= MARK_DISTANCE) {
                flushMarks(run);
            }
            run.add(next);
        }
        flushMarks(run);
    }

    private static boolean everyday(Mark mark) {
        return mark.anchor() == null
                && switch (mark.shape()) {
                    case REFUSED, ACK, REQUEST, COMMIT, COMMIT_CALL, OTHER -> true;
                    case REBALANCE, READY, GONE, LAG_ZERO -> false;
                };
    }

    private void flushMarks(List<Mark> run) {
        if (run.size() < MARKS_MIN) {
            marks.addAll(run);
        } else {
            crowds.add(oneCrowd(List.copyOf(run)));
            run.forEach(mark -> fine.append(fine.isEmpty() ? "" : ";")
                    .append(Math.round(mark.x() * 10) / 10.0)
                    .append(',')
                    .append(mark.shape().symbol()));
            collapsed += run.size();
        }
        run.clear();
    }

    private static Many oneCrowd(List<Mark> run) {
        double x = run.get(0).x() - 3;
        double width = run.get(run.size() - 1).x() + 3 - x;
        Map<Shape, Long> counts =
                run.stream().collect(Collectors.groupingBy(Mark::shape, TreeMap::new, Collectors.counting()));
        // One refusal among many acknowledgements is what must be seen.
        Shape most = counts.containsKey(Shape.REFUSED)
                ? Shape.REFUSED
                : Collections.max(counts.entrySet(), Map.Entry.comparingByValue())
                        .getKey();
        String tooltip = counts.entrySet().stream()
                        .map(entry -> Human.count(entry.getValue()) + " × "
                                + entry.getKey().meaning())
                        .collect(Collectors.joining(", "))
                + "; first: " + run.get(0).tooltip();
        return new Many(x, width, most, times(run.size(), width), tooltip);
    }
}

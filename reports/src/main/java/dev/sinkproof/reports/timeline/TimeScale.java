package dev.sinkproof.reports.timeline;

import dev.sinkproof.reports.text.Human;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Time to horizontal position. All drawn time has one scale; long stretches in which nothing happens may be left out,
 * and the picture shows where and how much.
 */
final class TimeScale {
    /** Most stretches that are left out of one picture. */
    private static final int GAPS_MAX = 7;
    /** A stretch is left out when it takes more than this share of what is drawn. */
    private static final double GAP_SHARE = 0.1;
    /** Nor is a stretch left out that is not much longer than others. */
    private static final int GAP_TIMES_MEDIAN = 4;
    /** Width of the sign for a stretch that is left out. */
    private static final double GAP_WIDTH = 58;
    /** A gap must save at least this much, in widths of its sign. */
    private static final double GAP_WORTH = 1.6;
    /** Least distance of two ticks. */
    private static final double TICK_DISTANCE = 84;

    private final List<Piece> pieces;

    private TimeScale(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** One piece of the axis; a gap is drawn with a fixed width. */
    private record Piece(long from, long to, double x, double width, boolean gap) {
        double at(long micros) {
            return to == from ? x : x + width * (micros - from) / (to - from);
        }
    }

    private record Stretch(long from, long to) {
        long length() {
            return to - from;
        }
    }

    /** The whole time from {@code from} to {@code to} on one scale. */
    static TimeScale linear(long from, long to, double left, double right) {
        return new TimeScale(List.of(new Piece(from, Math.max(to, from + 1), left, right - left, false)));
    }

    /** As linear, but long stretches without any of {@code times} are left out. */
    static TimeScale broken(List<Long> times, long from, long to, double left, double right) {
        List<Stretch> gaps = worthwhile(gaps(times, from, to), to - from, right - left);
        if (gaps.isEmpty()) {
            return linear(from, to, left, right);
        }
        double perMicro = perMicro(gaps, to - from, right - left);

        List<Piece> pieces = new ArrayList<>();
        double x = left;
        long at = from;
        for (Stretch gap : gaps) {
            double width = (gap.from() - at) * perMicro;
            pieces.add(new Piece(at, gap.from(), x, width, false));
            pieces.add(new Piece(gap.from(), gap.to(), x + width, GAP_WIDTH, true));
            x += width + GAP_WIDTH;
            at = gap.to();
        }
        pieces.add(new Piece(at, to, x, right - x, false));
        return new TimeScale(List.copyOf(pieces));
    }

    private static double perMicro(List<Stretch> gaps, long total, double width) {
        long drawn = total - gaps.stream().mapToLong(Stretch::length).sum();
        return (width - gaps.size() * GAP_WIDTH) / Math.max(1, drawn);
    }

    /** Without gaps that would be hardly wider than their sign when drawn. */
    private static List<Stretch> worthwhile(List<Stretch> gaps, long total, double width) {
        List<Stretch> left = new ArrayList<>(gaps);
        while (!left.isEmpty()) {
            Stretch shortest = Collections.min(left, Comparator.comparingLong(Stretch::length));
            if (shortest.length() * perMicro(left, total, width) >= GAP_WORTH * GAP_WIDTH) {
                break;
            }
            left.remove(shortest);
        }
        return left;
    }

    private static List<Stretch> gaps(List<Long> times, long from, long to) {
        List<Long> sorted = Stream.concat(Stream.of(from, to), times.stream())
                .filter(time -> time >= from && time <= to)
                .sorted()
                .distinct()
                .toList();
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 1; i < sorted.size(); i++) {
            stretches.add(new Stretch(sorted.get(i - 1), sorted.get(i)));
        }
        stretches.sort(Comparator.comparingLong(Stretch::length).reversed());
        return padded(longest(stretches, to - from), to - from);
    }

    private static List<Stretch> longest(List<Stretch> byLength, long total) {
        long median = byLength.isEmpty() ? 0 : byLength.get(byLength.size() / 2).length();
        List<Stretch> chosen = new ArrayList<>();
        long left = total;
        for (Stretch stretch : byLength) {
            boolean ordinary = stretch.length() <= GAP_TIMES_MEDIAN * median;
            if (chosen.size() == GAPS_MAX || ordinary || stretch.length() <= left * GAP_SHARE) {
                break;
            }
            chosen.add(stretch);
            left -= stretch.length();
        }
        return chosen;
    }

    /** Leaves some time before and after each gap, so that events do not stick to the sign. */
    private static List<Stretch> padded(List<Stretch> gaps, long total) {
        if (gaps.isEmpty()) {
            return gaps;
        }
        long left = total - gaps.stream().mapToLong(Stretch::length).sum();
        long shortest =
                Collections.min(gaps, Comparator.comparingLong(Stretch::length)).length();
        long pad = Math.max(1, left == 0 ? shortest / 10 : Math.min(left / 16, shortest / 4));
        return gaps.stream()
                .filter(gap -> gap.length() > 2 * pad)
                .map(gap -> new Stretch(gap.from() + pad, gap.to() - pad))
                .sorted(Comparator.comparingLong(Stretch::from))
                .toList();
    }

    /** Position of a time; times outside are put on the edge. */
    double x(long micros) {
        for (Piece piece : pieces) {
            if (micros <= piece.to()) {
                return piece.at(Math.max(micros, piece.from()));
            }
        }
        Piece last = pieces.get(pieces.size() - 1);
        return last.x() + last.width();
    }

    /** How far it is from a position to the next stretch that is left out, or to the end. */
    double room(double x) {
        return pieces.stream()
                        .filter(piece -> piece.gap() && piece.x() >= x)
                        .mapToDouble(Piece::x)
                        .findFirst()
                        .orElse(Double.MAX_VALUE)
                - x;
    }

    /** The stretches that are left out. */
    List<Picture.Gap> gaps() {
        return pieces.stream()
                .filter(Piece::gap)
                .map(piece ->
                        new Picture.Gap(piece.x(), piece.width(), Human.millis((piece.to() - piece.from()) / 1_000)))
                .toList();
    }

    /** Ticks at round distances from {@code origin}. */
    List<Picture.Tick> ticks(long origin) {
        long step = step();
        List<Picture.Tick> ticks = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!piece.gap()) {
                addTicks(ticks, piece, origin, step);
            }
        }
        return List.copyOf(ticks);
    }

    private static void addTicks(List<Picture.Tick> ticks, Piece piece, long origin, long step) {
        int before = ticks.size();
        long first = Math.floorDiv(piece.from() - origin + step - 1, step) * step;
        for (long at = first; at <= piece.to() - origin; at += step) {
            ticks.add(new Picture.Tick(piece.at(origin + at), Human.relative(at, step)));
        }
        if (ticks.size() == before && piece.width() > 1) {
            long middle = (piece.from() + piece.to()) / 2;
            ticks.add(new Picture.Tick(piece.at(middle), Human.relative(middle - origin, Math.max(1, step / 10))));
        }
    }

    /** The shortest of 1, 2, 5 × 10ⁿ µs that keeps ticks apart. */
    private long step() {
        double perMicro = pieces.stream()
                .filter(piece -> !piece.gap() && piece.width() > 0)
                .mapToDouble(piece -> piece.width() / Math.max(1, piece.to() - piece.from()))
                .max()
                .orElse(1);
        for (long power = 1; power < Long.MAX_VALUE / 100; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (power * factor * perMicro >= TICK_DISTANCE) {
                    return power * factor;
                }
            }
        }
        return Long.MAX_VALUE / 4;
    }
}

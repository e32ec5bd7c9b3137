package dev.sinkproof.reports.html;

/** Lengths in a drawing: a tenth of a unit is as fine as anyone sees. */
final class Px {
    private Px() {}

    static String of(double length) {
        long tenths = Math.round(length * 10);
        if (tenths % 10 == 0) {
            return Long.toString(tenths / 10);
        }
        return (tenths < 0 ? "-" : "") + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10);
    }
}

package dev.sinkproof.reports.timeline;

import java.util.List;

/**
 * A timeline as a drawing: everything has its place, in user units of the drawing.
 *
 * @param title what is drawn, one line
 * @param description the same in words, for those who cannot see it
 * @param width of the drawing
 * @param height of the drawing
 * @param left where time begins; to the left of it are the lanes' names
 * @param lanesTop where the first lane begins
 * @param lanesBottom where the last lane ends
 * @param phases background bands
 * @param faults lines, with bands as long as a fault is in force
 * @param lanes from top to bottom
 * @param ticks of the time axis
 * @param gaps stretches of time that are left out
 * @param events events that fall into the drawn time
 * @param collapsed of those, how many are not drawn one by one
 * @param zoom what a script needs to enlarge a stretch of time; null where the time axis has stretches left out
 */
public record Picture(
        String title,
        String description,
        int width,
        int height,
        int left,
        int lanesTop,
        int lanesBottom,
        List<Phase> phases,
        List<FaultLine> faults,
        List<Lane> lanes,
        List<Tick> ticks,
        List<Gap> gaps,
        int events,
        int collapsed,
        Zoom zoom) {

    /** The linear time axis: its ends in microseconds since the epoch, where the axis counts from, and its right end. */
    public record Zoom(long from, long to, long origin, int right) {}

    /** A phase of the run; the label is empty where it does not fit. */
    public record Phase(double x, double width, String label, String tooltip, boolean odd) {}

    /** A fault that fired; {@code bandWidth} is 0 when it was not undone; {@code anchor} is null when it proves nothing. */
    public record FaultLine(
            double x,
            double bandWidth,
            double labelX,
            int labelY,
            boolean labelLeft,
            String label,
            String tooltip,
            String anchor) {}

    /**
     * A lane; {@code group} is true where a new group of lanes begins; {@code chart} is null where it has none; {@code fine} holds
     * what is drawn as many, one by one, for whoever enlarges the picture: position, style and sequence number of each.
     */
    public record Lane(
            String kind,
            String label,
            boolean group,
            int y,
            int height,
            int barsTop,
            int barsHeight,
            int marksMiddle,
            double nameBaseline,
            List<Bar> bars,
            List<Many> crowds,
            List<Mark> marks,
            String fine,
            Chart chart) {}

    /**
     * Something that takes time; the label is empty where it does not fit, and begins {@code labelIndent} behind the
     * bar's left end; {@code anchor} is null when it proves nothing.
     */
    public record Bar(
            double x, double width, String style, String label, int labelIndent, String tooltip, String anchor) {}

    /** Many marks drawn as one; the label is empty where it does not fit. */
    public record Many(double x, double width, Shape shape, String label, String tooltip) {}

    /** Something that happens at one moment; {@code anchor} is null when it proves nothing. */
    public record Mark(double x, Shape shape, String tooltip, String anchor) {}

    /** A tick of the time axis. */
    public record Tick(double x, String label) {}

    /** A stretch of time that is left out. */
    public record Gap(double x, double width, String label) {}
}

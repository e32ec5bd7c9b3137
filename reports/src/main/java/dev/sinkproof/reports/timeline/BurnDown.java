package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.Series;
import dev.sinkproof.reports.text.Human;
import java.util.List;

/**
 * How a case's lag went, small.
 *
 * @param chart of the lag
 * @param bands in which faults were in force
 * @param words the same for those who cannot see it
 */
public record BurnDown(Chart chart, List<Band> bands, String words) {
    public static final int WIDTH = 300;
    public static final int HEIGHT = 34;
    /** A fault that was over at once is still seen. */
    private static final double BAND_WIDTH_MIN = 2;

    /** A stretch of time. */
    public record Band(double x, double width) {}

    /** Null when the lag was not followed. */
    public static BurnDown of(CaseResult result) {
        Series lag = result.series(Series.LAG, "").orElse(null);
        if (lag == null || lag.micros().isEmpty()) {
            return null;
        }
        long from = lag.micros().get(0);
        long to = lag.micros().get(lag.micros().size() - 1);
        TimeScale scale = TimeScale.linear(from, to, 0, WIDTH);
        Chart chart = Chart.of(
                List.of(new Chart.Drawn("lag", "records not committed", lag)), scale, 2, HEIGHT - 1, Human::count);
        List<Band> bands = result.faults().stream()
                .filter(fault -> fault.firedAtMicros() > 0)
                .map(fault -> band(fault, scale))
                .toList();
        return new BurnDown(chart, bands, chart.lines().get(0).tooltip());
    }

    private static Band band(FaultOutcome fault, TimeScale scale) {
        double x = scale.x(fault.firedAtMicros());
        double end = scale.x(Math.max(fault.firedAtMicros(), fault.healedAtMicros()));
        return new Band(x, Math.max(BAND_WIDTH_MIN, end - x));
    }
}

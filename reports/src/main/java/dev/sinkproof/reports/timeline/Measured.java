package dev.sinkproof.reports.timeline;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Series;
import dev.sinkproof.reports.text.Human;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/** Lanes that show quantities of a whole case over time. */
enum Measured {
    LAG(
            "lag",
            Human::count,
            new Quantity("lag", "records not committed", Series.LAG),
            new Quantity("workerlag", "records not read, by the workers' metrics", Series.WORKER_LAG)),
    REFUSALS(
            "errors, denials",
            Human::count,
            new Quantity("errors", "failed writes so far", Series.WRITE_ERRORS),
            new Quantity("denials", "access denials so far", Series.ACCESS_DENIALS)),
    FAILURES(
            "failed records",
            Human::count,
            new Quantity("errors", "failed records so far, by the workers' metrics", Series.FAILED_RECORDS)),
    LATENCY(
            "flush latency",
            Human::micros,
            new Quantity("latency", "slowest answer of the target", Series.TARGET_LATENCY)),
    CALLS(
            "put, commit",
            Human::micros,
            new Quantity("latency", "longest put of late, by the workers' metrics", Series.PUT_LATENCY),
            new Quantity("workerlag", "longest commit of late, by the workers' metrics", Series.COMMIT_LATENCY)),
    OBJECTS(
            "objects, uploads",
            Human::count,
            new Quantity("objects", "objects in the target", Series.OBJECTS),
            new Quantity("uploads", "unfinished uploads", Series.UPLOADS)),
    PRODUCER(
            "producer latency",
            Human::micros,
            new Quantity("producer", "slowest acknowledgement of Kafka", Series.PRODUCER_LATENCY));

    private record Quantity(String style, String label, String series) {}

    private final String lane;
    private final LongFunction<String> words;
    private final List<Quantity> quantities;

    Measured(String lane, LongFunction<String> words, Quantity... quantities) {
        this.lane = lane;
        this.words = words;
        this.quantities = List.of(quantities);
    }

    /** Name of its lane. */
    String lane() {
        return lane;
    }

    static Measured ofLane(String lane) {
        return Arrays.stream(values())
                .filter(each -> each.lane.equals(lane))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no chart of that name: " + lane));
    }

    private List<Chart.Drawn> drawn(CaseResult result) {
        return quantities.stream()
                .flatMap(each -> result.series(each.series(), "").stream()
                        .map(series -> new Chart.Drawn(each.style(), each.label(), series)))
                .toList();
    }

    /** Whether the case has it. */
    boolean in(CaseResult result) {
        return !drawn(result).isEmpty();
    }

    /** Whether nothing ever happened. */
    boolean flat(CaseResult result) {
        return drawn(result).stream().allMatch(each -> each.series().max() == 0);
    }

    Chart chart(CaseResult result, TimeScale scale, int top, int bottom) {
        return Chart.of(drawn(result), scale, top, bottom, words);
    }
}

package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How fast a subject worked off what had piled up, and how old the oldest record became that was not committed.
 *
 * @param caseIndex of the case in the results
 * @param backlog records not committed when everything was healed
 * @param perSecond records committed in a second, from the healing to lag zero
 * @param producedPerSecond records produced in a second meanwhile
 * @param oldestMicros the longest that any record had been produced and not committed, over all moments of the series
 */
public record CatchUp(int caseIndex, long backlog, double perSecond, double producedPerSecond, long oldestMicros) {
    /** Fewer say more of the restart than of the rate. */
    public static final long BACKLOG_LEAST = 1_000;

    private static final double MICROS = 1e6;

    /** Those cases in which as much had piled up when everything was healed, and was worked off. */
    public static List<CatchUp> of(List<CaseResult> cases) {
        return IntStream.range(0, cases.size())
                .mapToObj(i -> of(i, cases.get(i)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The slowest; empty when none was measured. */
    public static Optional<CatchUp> slowest(List<CaseResult> cases) {
        return of(cases).stream().min(Comparator.comparingDouble(CatchUp::perSecond));
    }

    private static Optional<CatchUp> of(int index, CaseResult result) {
        Optional<Series> lag = result.series(Series.LAG, "");
        Optional<Series> produced = result.series(Series.PRODUCED, "");
        // A rate under what slows the sink down is not the one at which it makes up for an outage.
        boolean recovered = result.recovery() != null
                && !result.plan().scenario().setup().faultsLast()
                && result.recovery().lagZeroAtMicros() > result.recovery().healedAtMicros()
                && result.recovery().healedAtMicros() > 0;
        if (lag.isEmpty() || produced.isEmpty() || !recovered) {
            return Optional.empty();
        }
        int from = lastAtOrBefore(lag.get(), result.recovery().healedAtMicros());
        int to = firstAtOrAfter(lag.get(), result.recovery().lagZeroAtMicros());
        if (from < 0 || to <= from || lag.get().values().get(from) < BACKLOG_LEAST) {
            return Optional.empty();
        }
        double seconds = (lag.get().micros().get(to) - lag.get().micros().get(from)) / MICROS;
        long more = produced.get().values().get(to) - produced.get().values().get(from);
        long done = lag.get().values().get(from) - lag.get().values().get(to) + more;
        return Optional.of(new CatchUp(
                index,
                lag.get().values().get(from),
                done / seconds,
                more / seconds,
                oldestMicros(result, produced.get(), lag.get())));
    }

    private static int lastAtOrBefore(Series series, long micros) {
        int found = -1;
        while (found + 1 < series.micros().size() && series.micros().get(found + 1) <= micros) {
            found++;
        }
        return found;
    }

    private static int firstAtOrAfter(Series series, long micros) {
        int found = 0;
        while (found < series.micros().size() - 1 && series.micros().get(found) < micros) {
            found++;
        }
        return found;
    }

    /**
     * Partitions get their records in turn, so that each has its share of what is produced; the one that was committed least has the oldest.
     * As exact as the distance between two moments. Where partitions are not followed one by one, all together.
     */
    private static long oldestMicros(CaseResult result, Series produced, Series lag) {
        int partitions = result.plan().workload().partitions();
        List<Series> committed = result.series().stream()
                .filter(series -> series.id().equals(Series.COMMITTED))
                .toList();
        long oldest = 0;
        for (int at = 0; at < produced.micros().size(); at++) {
            long done = produced.values().get(at) - lag.values().get(at);
            if (!committed.isEmpty()) {
                int moment = at;
                done = Math.min(
                        done,
                        committed.stream()
                                        .mapToLong(series -> series.values().get(moment))
                                        .min()
                                        .orElse(0)
                                * partitions);
            }
            if (done < produced.values().get(at)) {
                oldest = Math.max(oldest, produced.micros().get(at) - producedAt(produced, done));
            }
        }
        return oldest;
    }

    /** The first moment at which more than so many had been produced. */
    private static long producedAt(Series produced, long count) {
        int at = 0;
        while (produced.values().get(at) <= count) {
            at++;
        }
        return produced.micros().get(at);
    }
}

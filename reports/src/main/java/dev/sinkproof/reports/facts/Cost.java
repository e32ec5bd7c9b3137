package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Counts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a case cost on the link to the target.
 *
 * @param caseIndex of the case in the results
 * @param requests by kind
 * @param refused requests that the target answered with an error
 * @param bytes that were forwarded to the target; 0 when that was not counted
 * @param rows that the target said it had written
 * @param acknowledged records of the source log; -1 when the target was not read
 * @param redelivered records that were handed over again
 */
public record Cost(
        int caseIndex,
        Map<String, Long> requests,
        long refused,
        long bytes,
        long rows,
        long acknowledged,
        long redelivered) {

    private static final double GIBIBYTE = 1L << 30;

    /** Those cases whose requests were counted. */
    public static List<Cost> of(List<CaseResult> cases) {
        return IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).counts().keySet().stream().anyMatch(name -> name.startsWith(Counts.REQUESTS)))
                .mapToObj(i -> of(i, cases.get(i)))
                .toList();
    }

    private static Cost of(int index, CaseResult result) {
        Map<String, Long> requests = new TreeMap<>();
        result.counts().forEach((name, count) -> {
            if (name.startsWith(Counts.REQUESTS)) {
                requests.put(name.substring(Counts.REQUESTS.length()), count);
            }
        });
        return new Cost(
                index,
                requests,
                result.count(Counts.REFUSED),
                result.count(Counts.BYTES),
                result.count(Counts.ROWS),
                result.observed() == null ? -1 : result.observed().acknowledged(),
                result.count(Counts.REDELIVERED));
    }

    public long total() {
        return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Requests for a gibibyte that is sent, reckoned from what was sent; -1 when that cannot be said. */
    public double perGibibyte() {
        return bytes <= 0 ? -1 : total() * GIBIBYTE / bytes;
    }

    /** Requests for a thousand records; -1 when that cannot be said. */
    public double perThousand() {
        return acknowledged <= 0 ? -1 : total() * 1000.0 / acknowledged;
    }
}

package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a case left in an object store, and what it took to get it there.
 *
 * @param caseIndex of the case in the results
 * @param facts what was measured
 */
public record ObjectCost(int caseIndex, ObjectFacts facts) {
    private static final double GIBIBYTE = 1L << 30;
    private static final double MILLION = 1e6;
    private static final int DIGITS = 6;

    /**
     * Requests of one operation.
     *
     * @param operation its name
     * @param count how many there were
     * @param perMillion for a million records in objects; -1 without records
     * @param perGibibyte for a gibibyte in objects; -1 without a byte
     */
    public record Requests(String operation, long count, double perMillion, double perGibibyte) {}

    /** Those cases whose target is an object store. */
    public static List<ObjectCost> of(List<CaseResult> cases) {
        return IntStream.range(0, cases.size())
                .filter(i -> cases.get(i).objects() != null)
                .mapToObj(i -> new ObjectCost(i, cases.get(i).objects()))
                .toList();
    }

    /** What was sent and is in no object now: sent again, refused, or left in an upload. */
    public long bytesInVain() {
        return Math.max(0, facts.bytesSent() - facts.bytes());
    }

    /** Requests of all kinds for a million records in objects; -1 without records. */
    public double requestsPerMillion() {
        return perMillion(
                facts.requests().values().stream().mapToLong(Long::longValue).sum());
    }

    /** By operation, in the order of their names. */
    public List<Requests> requests() {
        return new TreeMap<>(facts.requests())
                .entrySet().stream()
                        .map(each -> new Requests(
                                each.getKey(),
                                each.getValue(),
                                perMillion(each.getValue()),
                                facts.bytes() == 0 ? -1 : each.getValue() * GIBIBYTE / facts.bytes()))
                        .toList();
    }

    private double perMillion(long count) {
        return facts.records() == 0 ? -1 : count * MILLION / facts.records();
    }

    /** What its requests cost; those that have no price are in {@link #unpriced}. */
    public BigDecimal requestCost(Prices prices) {
        return facts.requests().entrySet().stream()
                .flatMap(each -> prices.ofRequests(each.getKey(), each.getValue()).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The same for a million records in objects; empty without records. */
    public Optional<BigDecimal> requestCostPerMillion(Prices prices) {
        return facts.records() == 0
                ? Optional.empty()
                : Optional.of(requestCost(prices)
                        .multiply(BigDecimal.valueOf(MILLION))
                        .divide(BigDecimal.valueOf(facts.records()), DIGITS, RoundingMode.HALF_UP));
    }

    /** Operations that the table has no price for. */
    public List<String> unpriced(Prices prices) {
        List<String> unpriced = new ArrayList<>();
        for (Map.Entry<String, Long> each : new TreeMap<>(facts.requests()).entrySet()) {
            if (prices.ofRequests(each.getKey(), each.getValue()).isEmpty()) {
                unpriced.add(each.getKey());
            }
        }
        return unpriced;
    }
}

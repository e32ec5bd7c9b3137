package dev.sinkproof.reports.facts;

import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.ObjectFacts;
import dev.sinkproof.model.Prices;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.text.Human;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all cases together say about money and time, in sentences; what was not measured they name.
 *
 * @param prices the user's, or those of the example; nothing has one where neither is with the results
 * @param costs of the cases whose target is an object store
 * @param catchUps of the cases in which something had piled up
 * @param cases of the results
 */
public record Economics(Prices prices, List<ObjectCost> costs, List<CatchUp> catchUps, List<CaseResult> cases) {
    private static final Prices NONE = new Prices("", "", false, Map.of(), null, 0);
    private static final long MICROS_OF_HOUR = 3_600_000_000L;
    private static final double PERCENT = 100;

    public static Economics of(Results results) {
        return new Economics(
                results.prices() == null ? NONE : results.prices(),
                ObjectCost.of(results.cases()),
                CatchUp.of(results.cases()),
                results.cases());
    }

    /** Whether anything has a price. */
    public boolean priced() {
        return !prices.perThousandRequests().isEmpty();
    }

    /** Whose prices, and as of when. */
    public String source() {
        if (!priced()) {
            return "There is no table of prices with these results";
        }
        return prices.example()
                ? "Prices are an example (" + prices.currency() + ", as of " + prices.date()
                        + ") and nobody's offer: put your own into prices.properties beside the results, or name them"
                        + " with --prices"
                : "Prices in " + prices.currency() + ", as of " + prices.date() + ", from the table that was given";
    }

    /** For example {@code 0.0123 USD}. */
    public String money(BigDecimal amount) {
        BigDecimal shown = amount.signum() == 0 ? BigDecimal.ZERO : amount.round(new java.math.MathContext(3));
        return shown.stripTrailingZeros().toPlainString() + " " + prices.currency();
    }

    /** The sentences; none where no target is an object store. */
    public List<String> sentences() {
        if (costs.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add(spent());
        all.add(leftOver());
        all.add(waited());
        all.add(outage());
        return all;
    }

    private String spent() {
        if (!priced()) {
            return "What requests cost was not reckoned: nobody has said what they cost";
        }
        BigDecimal requests =
                costs.stream().map(cost -> cost.requestCost(prices)).reduce(BigDecimal.ZERO, BigDecimal::add);
        long records = costs.stream().mapToLong(cost -> cost.facts().records()).sum();
        long bytes = costs.stream().mapToLong(cost -> cost.facts().bytes()).sum();
        List<String> unpriced = costs.stream()
                .flatMap(cost -> cost.unpriced(prices).stream())
                .distinct()
                .sorted()
                .toList();
        return "Requests of all cases cost " + money(requests)
                + (records == 0 ? "" : ", " + money(forEach(requests, records, 1_000_000)) + " for a million records")
                + (bytes == 0 ? "" : ", " + money(forEach(requests, bytes, 1L << 30)) + " for a GiB in objects")
                + prices.ofStorage(bytes)
                        .map(month -> "; what they left in objects costs " + money(month) + " a month")
                        .orElse("; the table has no price of storage")
                + (unpriced.isEmpty() ? "" : "; without a price, and not counted: " + String.join(", ", unpriced));
    }

    private static BigDecimal forEach(BigDecimal cost, long of, long each) {
        return cost.multiply(BigDecimal.valueOf(each)).divide(BigDecimal.valueOf(of), 9, RoundingMode.HALF_UP);
    }

    private String leftOver() {
        long uploads = costs.stream()
                .mapToLong(cost -> cost.facts().unfinishedUploads())
                .sum();
        long vain = costs.stream().mapToLong(ObjectCost::bytesInVain).sum();
        return Human.bytes(vain) + " were sent and are in no object: sent again, refused, or left in an upload; "
                + (uploads == 0
                        ? "no upload was left unfinished"
                        : Human.count(uploads, "upload")
                                + " stayed unfinished, and what they hold, which the target does not tell, is paid for too");
    }

    private String waited() {
        Optional<ObjectFacts.Freshness> longest = costs.stream()
                .map(cost -> cost.facts().freshness())
                .filter(Objects::nonNull)
                .max(java.util.Comparator.comparingLong(ObjectFacts.Freshness::maxMicros));
        return longest.map(wait -> "The longest that a record waited from Kafka's acknowledgement to a visible object: "
                        + Human.micros(wait.maxMicros()))
                .orElse("How long records waited for a visible object was not measured");
    }

    private String outage() {
        Optional<CatchUp> slowest = CatchUp.slowest(cases);
        if (slowest.isEmpty()) {
            return "How long an outage may last was not measured: in no case " + Human.count(CatchUp.BACKLOG_LEAST)
                    + " records or more had piled up and were worked off; load/backlog-catch-up does that";
        }
        CatchUp found = slowest.get();
        String rate = Human.count(Math.round(found.perSecond()));
        return "The slowest catch-up was " + rate
                + " records a second, restart and rotation by the clock among it, from "
                + Human.count(found.backlog()) + " behind ("
                + cases.get(found.caseIndex()).plan().scenario().caseId()
                + "). Where fewer are produced, an outage may last "
                + allowed()
                + ", and with half of that produced, it takes as long again to be current. Whether the connector"
                + " keeps up where more are was not measured: if it does not, retention overtakes it after any outage";
    }

    /** At its end, the oldest record is as old as the outage, and it gets no older once more is worked off than is produced. */
    private String allowed() {
        long oldest = oldestMicros();
        String less = "less " + Human.micros(oldest)
                + ", the age that the oldest record reached here before it was committed";
        if (prices.retentionHours() == 0) {
            return "as long as the topic's retention, which the table does not tell, " + less;
        }
        long left = Math.max(0, prices.retentionHours() * MICROS_OF_HOUR - oldest);
        return "the retention of " + Human.count(prices.retentionHours()) + " h"
                + (prices.example() ? " (the example's)" : "") + " " + less + ": " + Human.micros(left);
    }

    private long oldestMicros() {
        return catchUps.stream().mapToLong(CatchUp::oldestMicros).max().orElse(0);
    }

    /** A share of the retention in words; empty where that is not known. */
    public String ofRetention(long micros) {
        return prices.retentionHours() == 0
                ? "–"
                : String.format(
                        java.util.Locale.ROOT,
                        "%.4f %%",
                        micros * PERCENT / (prices.retentionHours() * (double) MICROS_OF_HOUR));
    }
}

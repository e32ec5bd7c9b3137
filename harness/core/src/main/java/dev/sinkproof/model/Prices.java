package dev.sinkproof.model;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an object store takes, and how long Kafka keeps records: what people fill in, since no run can measure it.
 *
 * @param currency for example {@code USD}
 * @param date when the figures were looked up, as {@code 2025-01-31}
 * @param example whether they are nobody's, and only show how the table is used
 * @param perThousandRequests price, as a decimal number, of a thousand requests by the operation's name; {@link #OTHER} for those without a line of their own
 * @param perGibibyteMonth price, as a decimal number, of a gibibyte stored for a month; null where none is told
 * @param retentionHours for how long the source topic keeps its records; 0 where that is not told
 */
public record Prices(
        String currency,
        String date,
        boolean example,
        Map<String, String> perThousandRequests,
        @MayBeNull String perGibibyteMonth,
        long retentionHours) {
    /** Stands for every operation that has no price of its own. */
    public static final String OTHER = "*";

    private static final int THOUSAND_DIGITS = 3;
    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    public Prices {
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(date, "date");
        perThousandRequests = Map.copyOf(perThousandRequests);
    }

    /** What so many requests of an operation cost; empty where the table has no price for it. */
    public Optional<BigDecimal> ofRequests(String operation, long count) {
        return Optional.ofNullable(perThousandRequests.getOrDefault(operation, perThousandRequests.get(OTHER)))
                .map(each ->
                        new BigDecimal(each).multiply(BigDecimal.valueOf(count)).movePointLeft(THOUSAND_DIGITS));
    }

    /** What so many bytes cost in a month; empty where the table has no price for it. */
    public Optional<BigDecimal> ofStorage(long bytes) {
        return Optional.ofNullable(perGibibyteMonth)
                .map(each ->
                        new BigDecimal(each).multiply(BigDecimal.valueOf(bytes)).divide(GIBIBYTE));
    }
}

package dev.sinkproof.model;

import java.util.Objects;

/**
 * How many records a second a benchmark wrote with one size of batch. All figures come from its measured iterations.
 *
 * @param series what was measured: all points with one name belong to one line
 * @param batchSize records in a batch
 * @param medianPerSecond records a second, median of the iterations
 * @param lowestPerSecond records a second, slowest iteration
 * @param highestPerSecond records a second, fastest iteration
 * @param iterations how many iterations were measured
 */
public record Throughput(
        String series,
        long batchSize,
        long medianPerSecond,
        long lowestPerSecond,
        long highestPerSecond,
        int iterations) {
    public Throughput {
        Objects.requireNonNull(series, "series");
    }
}

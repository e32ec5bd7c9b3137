package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.model.Throughput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/**
 * Results of benchmarks as JMH writes them ({@code -rf json}). Of each benchmark that counts {@code records} and has a parameter
 * {@code batchSize}, the iterations of all forks are one point.
 */
public final class BenchmarkFile {
    private static final String BATCH_SIZE = "batchSize";

    private BenchmarkFile() {}

    /**
     * Reads a file.
     *
     * @return a point for each benchmark and batch size, in the order of the file
     * @throws InvalidResultsException when the file is not what JMH writes, or no benchmark in it measured records a second for a
     *     batch size
     * @throws IOException when the file cannot be read at all
     */
    public static List<Throughput> read(Path file) throws IOException {
        JsonNode tree = JsonFile.tree(file);
        if (!tree.isArray()) {
            throw new InvalidResultsException(file + " is no list of benchmarks: write it with -rf json", null);
        }
        List<Throughput> points = new ArrayList<>();
        for (JsonNode each : tree) {
            if (each.path("params").has(BATCH_SIZE) && perSecond(each)) {
                points.add(point(file, each));
            }
        }
        if (points.isEmpty()) {
            throw new InvalidResultsException(
                    file + " has no benchmark that counts records a second and has a batchSize", null);
        }
        return points;
    }

    private static boolean perSecond(JsonNode benchmark) {
        return records(benchmark).path("scoreUnit").asText().equals("ops/s");
    }

    private static JsonNode records(JsonNode benchmark) {
        return benchmark.path("secondaryMetrics").path("records");
    }

    private static Throughput point(Path file, JsonNode benchmark) throws InvalidResultsException {
        String series = series(benchmark);
        double[] iterations = iterations(records(benchmark).path("rawData"));
        if (iterations.length == 0) {
            throw new InvalidResultsException(file + ": " + series + " has no measured iterations", null);
        }
        Arrays.sort(iterations);
        return new Throughput(
                series,
                benchmark.path("params").path(BATCH_SIZE).asLong(),
                Math.round(median(iterations)),
                Math.round(iterations[0]),
                Math.round(iterations[iterations.length - 1]),
                iterations.length);
    }

    /** Class and method, and all parameters but the size of the batch. */
    private static String series(JsonNode benchmark) {
        StringJoiner name = new StringJoiner(" ");
        name.add(benchmark.path("benchmark").asText().replaceFirst(".*\\.(?=[^.]+\\.[^.]+$)", ""));
        benchmark.path("params").properties().forEach(parameter -> {
            if (!parameter.getKey().equals(BATCH_SIZE)) {
                name.add(parameter.getKey() + "=" + parameter.getValue().asText());
            }
        });
        return name.toString();
    }

    private static double[] iterations(JsonNode forks) {
        List<Double> all = new ArrayList<>();
        forks.forEach(fork -> fork.forEach(iteration -> all.add(iteration.asDouble())));
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

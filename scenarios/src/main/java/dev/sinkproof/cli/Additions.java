package dev.sinkproof.cli;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.BenchmarkFile;
import dev.sinkproof.reports.PriceFile;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.reports.ReviewFile;
import dev.sinkproof.reports.SelfCheckFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What results are given beside what a run itself knows. It becomes part of the results, so that every report has it. */
final class Additions {
    @Option(
            names = "--review",
            paramLabel = "FILE",
            description =
                    "What people say for the scorecards. Default: review.yaml beside the results, if it is there.")
    private Path review;

    @Option(
            names = "--self-check",
            paramLabel = "FILE",
            description = {
                "What a self-check of the harness found.",
                "Default: self-check.json or self-check/self-check.json beside the results, if it is there."
            })
    private Path selfCheck;

    @Option(
            names = "--benchmarks",
            paramLabel = "FILE",
            description =
                    "Benchmark results as JMH writes them (-rf json). Default: benchmarks.json beside the results, if it is there.")
    private Path benchmarks;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = {
                "What the object store takes for requests and storage, and how long Kafka keeps records.",
                "Default: prices.properties beside the results, if it is there; else an example, which the report calls one."
            })
    private Path prices;

    /**
     * Reads the files that were named, so that who has mistyped one hears of it before a run and not after it.
     *
     * @throws IOException when one cannot be read
     */
    void requireLegible() throws IOException {
        if (given(review)) {
            ReviewFile.read(review);
        }
        if (given(selfCheck)) {
            SelfCheckFile.read(selfCheck);
        }
        if (given(benchmarks)) {
            BenchmarkFile.read(benchmarks);
        }
        if (given(prices)) {
            PriceFile.read(prices);
        }
    }

    private static boolean given(Path file) throws NoSuchFileException {
        if (file != null && !Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return file != null;
    }

    /**
     * The results with all that is given, which is also written to the results file when there is anything.
     *
     * @param folder of the results file
     */
    Results saved(Results results, Path folder) throws IOException {
        Results all = to(results, folder);
        if (all != results) {
            ResultsFile.write(all, folder.resolve(ResultsFile.NAME));
        }
        return all;
    }

    /**
     * The results with all that is given.
     *
     * @param folder of the results file
     */
    Results to(Results results, Path folder) throws IOException {
        Optional<Path> people = file(review, folder, ReviewFile.NAME);
        Optional<Path> matrix = file(selfCheck, folder, SelfCheckFile.NAME, "self-check/" + SelfCheckFile.NAME);
        Optional<Path> measured = file(benchmarks, folder, "benchmarks.json");
        Optional<Path> table = file(prices, folder, PriceFile.NAME);
        Results all = results;
        if (people.isPresent()) {
            all = all.withReview(ReviewFile.read(people.get()));
        }
        if (matrix.isPresent()) {
            all = all.withSelfCheck(SelfCheckFile.read(matrix.get()));
        }
        if (measured.isPresent()) {
            all = all.withThroughput(BenchmarkFile.read(measured.get()));
        }
        if (table.isPresent()) {
            all = all.withPrices(PriceFile.read(table.get()));
        } else if (all.prices() == null && all.cases().stream().anyMatch(each -> each.objects() != null)) {
            all = all.withPrices(PriceFile.bundled());
        }
        return all;
    }

    /** The file that was named; else the first that stands beside the results. */
    private static Optional<Path> file(Path given, Path folder, String... names) {
        return given != null
                ? Optional.of(given)
                : List.of(names).stream()
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .findFirst();
    }
}

package dev.sinkproof.cli;

import dev.sinkproof.model.Results;
import dev.sinkproof.reports.ResultsFile;
import dev.sinkproof.reports.ReviewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adds what people say to results, so that every report made from them has it. */
final class Reviewed {
    private Reviewed() {}

    /**
     * The results with the review, which is also written to the results file.
     *
     * @param given the review, or null for the one beside the results, if there is one
     */
    static Results by(Path given, Path folder, Results results) throws IOException {
        Path review = given == null ? folder.resolve(ReviewFile.NAME) : given;
        if (given == null && !Files.exists(review)) {
            return results;
        }
        Results reviewed = results.withReview(ReviewFile.read(review));
        ResultsFile.write(reviewed, folder.resolve(ResultsFile.NAME));
        return reviewed;
    }
}

package dev.sinkproof.cli;

import dev.sinkproof.model.Anomaly;
import dev.sinkproof.model.CaseResult;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The last lines: verdict, first anomaly in one sentence, where the report is, how to run it again. */
final class Closing {
    private final PrintWriter out;
    private final Path folder;
    private final boolean json;

    Closing(PrintWriter out, Path folder, boolean json) {
        this.out = out;
        this.folder = folder;
        this.json = json;
    }

    void print(Results results) throws IOException {
        if (json) {
            out.println(Files.readString(folder.resolve("results.json")));
            return;
        }
        results.cases().forEach(this::printCase);
        out.println();
        out.println(results.outcome().label() + ": " + results.headline());
        results.cases().stream()
                .filter(result -> result.outcome() == results.outcome() && result.outcome() != Outcome.PASS)
                .findFirst()
                .ifPresent(this::printFirst);
        out.println("report   " + folder.resolve("report.html"));
        out.println("again    " + results.reproduce());
    }

    private void printCase(CaseResult result) {
        out.printf(
                "%-12s  %-42s  %s%n",
                result.outcome().label(), result.plan().scenario().caseId(), result.sentence());
    }

    private void printFirst(CaseResult result) {
        String why = result.anomalies().stream()
                .filter(anomaly -> anomaly.kind().breaks(result.plan().subject().contract())
                        || result.outcome() == Outcome.PARTIAL)
                .map(Anomaly::explanation)
                .findFirst()
                .orElse(result.sentence());
        out.println("first    " + why);
    }
}

package dev.sinkproof.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.check.Checkers;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.scenarios.Catalogue;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what there is. */
@Command(
        name = "list",
        description = "Show scenarios, faults, points, checkers, sinks, anomalies or environments, one line each.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof list scenarios", "  sinkproof list points"})
final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum Kind {
        scenarios,
        faults,
        points,
        checkers,
        sinks,
        anomalies,
        environments
    }

    @Parameters(paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Option(names = "--json", description = "Print an object of names and meanings as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, String> lines = lines();
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(lines));
            return 0;
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        lines.forEach((name, meaning) -> out.printf("%-" + width + "s  %s%n", name, meaning));
        return 0;
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        switch (kind) {
            case scenarios -> Catalogue.all().forEach(scenario -> lines.put(scenario.id(), scenario.title()));
            case faults -> Faults.all().forEach(fault -> lines.put(fault.kind(), fault.meaning()));
            case points -> Arrays.stream(FaultPoint.values()).forEach(point -> lines.put(point.id(), point.meaning()));
            case checkers -> Checkers.all().forEach(checker -> lines.put(checker.id(), checker.verifies()));
            case sinks -> BundledSinks.all().forEach(sink -> lines.put(sink.name(), sink.meaning()));
            case anomalies ->
                Arrays.stream(AnomalyKind.values()).forEach(each -> lines.put(each.name(), each.meaning()));
            case environments ->
                lines.put(
                        "embedded",
                        "real Kafka broker, Connect workers and PostgreSQL as processes on this machine; no Docker");
        }
        return lines;
    }
}

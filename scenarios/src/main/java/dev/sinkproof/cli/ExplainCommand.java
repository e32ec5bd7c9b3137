package dev.sinkproof.cli;

import dev.sinkproof.check.Checker;
import dev.sinkproof.check.Checkers;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.reports.docs.AnomalyPage;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.subject.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what an id means that a report or a list names. */
@Command(
        name = "explain",
        description = "Explain an anomaly, scenario, fault, fault point or checker by its id.",
        footerHeading = "%nExamples:%n",
        footer = {"  sinkproof explain LOST", "  sinkproof explain crash-after-target-write"})
final class ExplainCommand implements Callable<Integer> {
    @picocli.CommandLine.Parameters(
            paramLabel = "ID",
            description = "As a report names it: LOST or LOST-1, a scenario, a fault's kind, a fault point, a checker.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Supplier<String>> all = all();
        Supplier<String> text = all.get(key(id));
        if (text == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing is called '" + id + "'" + NearestName.hint(key(id), all.keySet())
                            + " See: sinkproof list scenarios|faults|points|checkers");
        }
        spec.commandLine().getOut().println(text.get().strip());
        return 0;
    }

    /** Anomalies in a report are numbered; ids are written in any case. */
    private static String key(String given) {
        return given.strip().replaceFirst("(?<=[A-Z])-\\d+$", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> all = new LinkedHashMap<>();
        for (AnomalyKind kind : AnomalyKind.values()) {
            all.put(key(kind.name()), () -> anomaly(kind));
        }
        Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE).forEach(each -> {
            all.putIfAbsent(key(each.id()), () -> scenario(each.id()));
            all.put(key(each.caseId()), () -> scenario(each.id()));
        });
        Faults.all().forEach(fault -> all.put(key(fault.kind()), () -> fault.kind() + ": " + fault.meaning()));
        for (FaultPoint point : FaultPoint.values()) {
            all.put(key(point.id()), () -> point.id() + ": " + point.meaning());
        }
        Checkers.all().forEach(checker -> all.put(key(checker.id()), () -> checker(checker)));
        return all;
    }

    private static String anomaly(AnomalyKind kind) {
        return AnomalyPage.of(kind).map(AnomalyPage::text).orElseGet(() -> kind.name() + ": " + kind.meaning());
    }

    private static String scenario(String id) {
        List<ScenarioSpec> cases = Catalogue.select(List.of(id), Parameters.NONE).stream()
                .filter(each -> each.id().equals(id))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(id + ": " + cases.get(0).title());
        lines.add(cases.get(0).because());
        cases.forEach(each -> {
            lines.add("");
            lines.add(each.caseId() + ": " + each.workers() + " workers, tasks.max " + each.tasks());
            each.faults()
                    .forEach(fault -> lines.add("  " + fault.kind() + " at the "
                            + fault.trigger().describe()
                            + (fault.settings().isEmpty() ? "" : " " + new java.util.TreeMap<>(fault.settings()))));
        });
        return String.join("\n", lines);
    }

    private static String checker(Checker checker) {
        List<String> lines = new ArrayList<>();
        lines.add(checker.id() + " verifies: " + checker.verifies());
        lines.add("It does not verify:");
        checker.doesNotVerify().forEach(limit -> lines.add("  * " + limit));
        return String.join("\n", lines);
    }
}

package dev.sinkproof.cli;

import dev.sinkproof.check.Checker;
import dev.sinkproof.check.Checkers;
import dev.sinkproof.fault.Faults;
import dev.sinkproof.model.AnomalyKind;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.Catalogue;
import dev.sinkproof.scenarios.Parameters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The pages of docs/reference, made from the code that they are about. */
final class ReferencePages {
    private static final String MADE = "\nMade from the code; a test keeps it up to date.\n";

    private ReferencePages() {}

    /** File name to content. */
    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("scenarios.md", scenarios());
        pages.put("faults.md", table("Faults", "Fault", "What it does", faults()));
        pages.put("fault-points.md", table("Fault points", "Point", "When control goes through it", points()));
        pages.put("checkers.md", checkers());
        pages.put("anomalies.md", anomalies());
        pages.put("command-line.md", commands());
        return pages;
    }

    private static String scenarios() {
        StringBuilder page = new StringBuilder("# Scenarios\n" + MADE);
        Map<String, List<ScenarioSpec>> byId = Catalogue.select(List.of(Catalogue.ALL_CASES), Parameters.NONE).stream()
                .collect(Collectors.groupingBy(ScenarioSpec::id, java.util.LinkedHashMap::new, Collectors.toList()));
        page.append("\nThe core, which `run` takes when nothing else is asked for: ")
                .append(Catalogue.select(List.of(), Parameters.NONE).stream()
                        .map(each -> "`" + each.caseId() + "`")
                        .collect(Collectors.joining(", ")))
                .append(". `--scenario all` runs everything, `--scenario GROUP` one group.\n");
        byId.forEach((id, cases) -> {
            page.append("\n## ")
                    .append(id)
                    .append("\n\n")
                    .append(cases.get(0).title())
                    .append(".\n");
            page.append(cases.get(0).because())
                    .append("\n\nGroup: `")
                    .append(cases.get(0).group().label())
                    .append("`.\n\n| case | workers | tasks.max | faults | settings |\n|---|--:|--:|---|---|\n");
            cases.forEach(each -> page.append("| `")
                    .append(each.caseId())
                    .append("` | ")
                    .append(each.workers())
                    .append(" | ")
                    .append(each.tasks())
                    .append(" | ")
                    .append(faults(each))
                    .append(" | ")
                    .append(settings(each))
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static String faults(ScenarioSpec scenario) {
        return scenario.faults().isEmpty()
                ? "none"
                : scenario.faults().stream()
                        .map(fault -> "`" + fault.kind() + "` "
                                + (Faults.isOfData(fault)
                                        ? new TreeMap<>(fault.settings())
                                        : "at the " + cell(fault.trigger().describe())))
                        .collect(Collectors.joining("; "));
    }

    private static String settings(ScenarioSpec scenario) {
        Map<String, String> settings = new TreeMap<>(scenario.setup().config());
        if (scenario.setup().keysPerPartition() > 0) {
            settings.put("keys", Integer.toString(scenario.setup().keysPerPartition()));
        }
        if (scenario.setup().poisonPolicy() != null) {
            settings.put("poison policy", scenario.setup().poisonPolicy().label());
        }
        return settings.entrySet().stream()
                .map(entry -> "`" + entry.getKey() + "=" + entry.getValue() + "`")
                .collect(Collectors.joining("<br>"));
    }

    private static Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        Faults.all().forEach(fault -> faults.put(fault.kind(), fault.meaning()));
        return faults;
    }

    private static Map<String, String> points() {
        Map<String, String> points = new java.util.LinkedHashMap<>();
        for (FaultPoint point : FaultPoint.values()) {
            points.put(point.id(), point.meaning());
        }
        return points;
    }

    private static String table(String title, String name, String meaning, Map<String, String> rows) {
        StringBuilder page =
                new StringBuilder("# " + title + "\n" + MADE + "\n| " + name + " | " + meaning + " |\n|---|---|\n");
        rows.forEach((key, value) -> page.append("| `")
                .append(key)
                .append("` | ")
                .append(cell(value))
                .append(" |\n"));
        return page.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String checkers() {
        StringBuilder page = new StringBuilder("# Checkers\n" + MADE);
        for (Checker checker : Checkers.all()) {
            page.append("\n## ")
                    .append(checker.id())
                    .append("\n\nVerifies: ")
                    .append(checker.verifies())
                    .append(".\n\nDoes not verify:\n\n");
            checker.doesNotVerify()
                    .forEach(limit -> page.append("* ").append(limit).append('\n'));
        }
        return page.toString();
    }

    private static String anomalies() {
        StringBuilder page =
                new StringBuilder("# Anomalies\n" + MADE + "\n| Anomaly | Meaning | Refutes |\n|---|---|---|\n");
        for (AnomalyKind kind : AnomalyKind.values()) {
            String refutes =
                    kind.refutes().stream().sorted().map(Guarantee::label).collect(Collectors.joining(", "));
            page.append("| [")
                    .append(kind)
                    .append("](../anomalies/")
                    .append(kind)
                    .append(".md) | ")
                    .append(cell(kind.meaning()));
            page.append(" | ")
                    .append(refutes.isEmpty() ? nothingOrAClaim(kind) : refutes)
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String nothingOrAClaim(AnomalyKind kind) {
        return kind.hazard() ? "nothing by itself" : "a claim of the contract other than its guarantee";
    }

    private static String commands() {
        StringBuilder page = new StringBuilder("# Command line\n" + MADE);
        CommandLine line = Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        usage(page, line);
        line.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("help") && !entry.getKey().equals("generate-completion"))
                .forEach(entry -> usage(page, entry.getValue()));
        return page.toString();
    }

    private static void usage(StringBuilder page, CommandLine command) {
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                .replaceAll("(?m)[ \t]+$", "")
                .strip();
        page.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```\n")
                .append(usage)
                .append("\n```\n");
    }
}

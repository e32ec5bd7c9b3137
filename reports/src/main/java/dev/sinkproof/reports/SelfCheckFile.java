package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.SelfCheckFacts;
import dev.sinkproof.model.SelfCheckRow;
import dev.sinkproof.model.SelfCheckScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code self-check.json}: what {@code sinkproof self-check} found. */
public final class SelfCheckFile {
    /** The file's name beside the results. */
    public static final String NAME = "self-check.json";

    private static final int FORM = 2;
    /** Marks of cells, those first that say more. */
    private static final String WEIGHTS = "causn";

    private static final Map<Character, Outcome> OUTCOMES = Map.of(
            'c', Outcome.FAIL,
            'a', Outcome.FAIL,
            'u', Outcome.INCONCLUSIVE,
            's', Outcome.PASS,
            'n', Outcome.NOT_APPLICABLE);

    private SelfCheckFile() {}

    /**
     * Reads what a self-check found.
     *
     * @throws InvalidResultsException when the file is no such thing, or lacks a fact; the message says where and what
     * @throws IOException when the file cannot be read at all
     */
    public static SelfCheckFacts read(Path file) throws IOException {
        JsonNode tree = JsonFile.tree(file);
        if (tree.path("form").asInt() != FORM) {
            throw new InvalidResultsException(
                    file + " is no self-check of this version, whose form is " + FORM
                            + ": make it anew with sinkproof self-check, or take it away",
                    null);
        }
        List<SelfCheckScenario> scenarios = new ArrayList<>();
        for (JsonNode scenario : list(file, tree, "scenarios", "")) {
            scenarios.add(scenario(file, scenario, "scenarios/" + scenarios.size() + "/"));
        }
        List<SelfCheckRow> rows = new ArrayList<>();
        rows(file, tree, "defects", scenarios, rows);
        rows(file, tree, "references", scenarios, rows);
        rows(file, tree, "traps", scenarios, rows);
        return new SelfCheckFacts(text(file, tree, "tool", ""), truth(file, tree, "complete", ""), rows, scenarios);
    }

    private static JsonNode list(Path file, JsonNode node, String name, String at) throws InvalidResultsException {
        if (!node.path(name).isArray()) {
            throw new InvalidResultsException(file + ": " + at + name + " is missing, or no list", null);
        }
        return node.path(name);
    }

    private static SelfCheckScenario scenario(Path file, JsonNode node, String at) throws InvalidResultsException {
        return new SelfCheckScenario(
                text(file, node, "id", at),
                node.path("run").asInt(),
                node.path("notRun").asInt(),
                words(list(file, node, "catches", at)),
                words(list(file, node, "alone", at)),
                text(file, node, "because", at),
                words(list(file, node, "differences", at)));
    }

    private static void rows(
            Path file, JsonNode tree, String name, List<SelfCheckScenario> scenarios, List<SelfCheckRow> to)
            throws InvalidResultsException {
        JsonNode list = list(file, tree, name, "");
        for (int i = 0; i < list.size(); i++) {
            to.add(row(file, list.get(i), name + "/" + i + "/", name.equals("defects"), scenarios));
        }
    }

    private static SelfCheckRow row(
            Path file, JsonNode row, String at, boolean flawed, List<SelfCheckScenario> scenarios)
            throws InvalidResultsException {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode cell : list(file, row, "cells", at)) {
            cells.add(cell(file, cell, at + "cells/" + cells.size() + "/"));
        }
        Cell deciding = deciding(cells);
        return new SelfCheckRow(
                text(file, row, "sink", at),
                text(file, row, "defect", at),
                text(file, row, "reportedIn", at),
                flawed,
                words(list(file, row, "expected", at)),
                deciding.caseId(),
                OUTCOMES.get(deciding.mark()),
                deciding.anomalies(),
                truth(file, row, "asExpected", at),
                deciding.environment(),
                deciding.millis(),
                marks(cells, scenarios));
    }

    /** One sink in one case. */
    private record Cell(String caseId, String environment, char mark, List<String> anomalies, long millis) {
        boolean isOf(String scenario) {
            return caseId.equals(scenario) || caseId.startsWith(scenario + "/");
        }
    }

    private static Cell cell(Path file, JsonNode cell, String at) throws InvalidResultsException {
        String state = text(file, cell, "state", at);
        boolean named = truth(file, cell, "named", at);
        char mark =
                switch (state) {
                    case "CAUGHT" -> named ? 'c' : 'a';
                    case "SILENT" -> 's';
                    case "INCONCLUSIVE" -> 'u';
                    case "NOT_RUN" -> 'n';
                    default ->
                        throw new InvalidResultsException(
                                file + ": " + at + "state is " + state + ", which is none", null);
                };
        return new Cell(
                text(file, cell, "caseId", at),
                text(file, cell, "environment", at),
                mark,
                words(list(file, cell, "anomalies", at)),
                cell.path("millis").asLong());
    }

    /** The first of those that say most. */
    private static Cell deciding(List<Cell> cells) {
        return cells.stream()
                .min(Comparator.comparingInt(cell -> WEIGHTS.indexOf(cell.mark())))
                .orElse(new Cell("", "", 'n', List.of(), 0));
    }

    /** Of the cases of a scenario the one that says most. */
    private static String marks(List<Cell> cells, List<SelfCheckScenario> scenarios) {
        StringBuilder marks = new StringBuilder();
        for (SelfCheckScenario scenario : scenarios) {
            List<Cell> own =
                    cells.stream().filter(cell -> cell.isOf(scenario.id())).toList();
            marks.append(own.isEmpty() ? ' ' : deciding(own).mark());
        }
        return marks.toString();
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(each -> words.add(each.asText()));
        return words;
    }

    private static String text(Path file, JsonNode node, String name, String at) throws InvalidResultsException {
        if (!node.path(name).isTextual()) {
            throw new InvalidResultsException(file + ": " + at + name + " is missing", null);
        }
        return node.path(name).asText();
    }

    private static boolean truth(Path file, JsonNode node, String name, String at) throws InvalidResultsException {
        if (!node.path(name).isBoolean()) {
            throw new InvalidResultsException(file + ": " + at + name + " is missing", null);
        }
        return node.path(name).asBoolean();
    }
}

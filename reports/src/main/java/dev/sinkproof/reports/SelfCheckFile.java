package dev.sinkproof.reports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.SelfCheckFacts;
import dev.sinkproof.model.SelfCheckRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code self-check.json}: what {@code sinkproof self-check} found. */
public final class SelfCheckFile {
    /** The file's name beside the results. */
    public static final String NAME = "self-check.json";

    private SelfCheckFile() {}

    /**
     * Reads what a self-check found.
     *
     * @throws InvalidResultsException when the file is no such thing, or lacks a fact; the message says where and what
     * @throws IOException when the file cannot be read at all
     */
    public static SelfCheckFacts read(Path file) throws IOException {
        JsonNode tree = JsonFile.tree(file);
        List<SelfCheckRow> rows = new ArrayList<>();
        rows(file, tree, "defects", true, rows);
        rows(file, tree, "traps", false, rows);
        return new SelfCheckFacts(text(file, tree, "tool", ""), truth(file, tree, "complete", ""), rows);
    }

    private static void rows(Path file, JsonNode tree, String name, boolean flawed, List<SelfCheckRow> to)
            throws InvalidResultsException {
        JsonNode list = tree.path(name);
        if (!list.isArray()) {
            throw new InvalidResultsException(file + " has no list of " + name + ", so it is no self-check", null);
        }
        for (int i = 0; i < list.size(); i++) {
            to.add(row(file, list.get(i), name + "/" + i + "/", flawed));
        }
    }

    private static SelfCheckRow row(Path file, JsonNode row, String at, boolean flawed) throws InvalidResultsException {
        return new SelfCheckRow(
                text(file, row, "sink", at),
                text(file, row, "defect", at),
                text(file, row, "reportedIn", at),
                flawed,
                words(row.path("expected")),
                text(file, row, "caseId", at),
                outcome(file, text(file, row, "outcome", at), at),
                words(row.path("found")),
                truth(file, row, "asExpected", at));
    }

    private static Outcome outcome(Path file, String word, String at) throws InvalidResultsException {
        return Arrays.stream(Outcome.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidResultsException(
                        file + ": " + at + "outcome is " + word + ", which is no verdict", null));
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

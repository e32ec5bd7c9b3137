package dev.sinkproof.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sinkproof.model.ReviewEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code review.yaml}: what only people know. Cards, and in each its rows with {@code verdict}, {@code owner}, {@code note},
 * {@code rehearsed} and {@code remediation}, all of which may be left out.
 */
public final class ReviewFile {
    /** The file's name beside the results. */
    public static final String NAME = "review.yaml";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> VERDICTS = Set.of("", "pass", "partial", "fail", "not applicable");
    private static final Set<String> KEYS = Set.of("verdict", "owner", "note", "rehearsed", "remediation");

    private ReviewFile() {}

    /**
     * Reads a review.
     *
     * @throws InvalidResultsException when the file is no review; the message says where and what
     * @throws IOException when the file cannot be read at all
     */
    public static List<ReviewEntry> read(Path file) throws IOException {
        JsonNode tree;
        try {
            tree = YAML.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new InvalidResultsException(file + " is no YAML: " + e.getOriginalMessage(), e);
        }
        if (!tree.isObject()) {
            throw new InvalidResultsException(file + " has no cards", null);
        }
        List<ReviewEntry> entries = new ArrayList<>();
        for (var card : tree.properties()) {
            if (!card.getValue().isObject()) {
                throw new InvalidResultsException(file + ": " + card.getKey() + " has no rows", null);
            }
            for (var row : card.getValue().properties()) {
                entries.add(entry(file, card.getKey(), row.getKey(), row.getValue()));
            }
        }
        return entries;
    }

    private static ReviewEntry entry(Path file, String card, String row, JsonNode said) throws InvalidResultsException {
        String where = file + ": " + card + "/" + row;
        for (var fact : said.properties()) {
            if (!KEYS.contains(fact.getKey())) {
                throw new InvalidResultsException(
                        where + " has " + fact.getKey() + ", but a row has only "
                                + String.join(", ", KEYS.stream().sorted().toList()),
                        null);
            }
        }
        String verdict = text(said, "verdict").toLowerCase(Locale.ROOT);
        if (!VERDICTS.contains(verdict)) {
            throw new InvalidResultsException(
                    where + " has verdict " + verdict + ", but it is pass, partial, fail or not applicable", null);
        }
        return new ReviewEntry(
                card,
                row,
                verdict,
                text(said, "owner"),
                text(said, "note"),
                text(said, "rehearsed"),
                text(said, "remediation"));
    }

    private static String text(JsonNode said, String key) {
        return said.path(key).asText("").strip();
    }
}

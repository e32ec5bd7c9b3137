package dev.sinkproof.reports;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.model.Results;
import dev.sinkproof.reports.json.ResultsJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code results.json}: the only thing that reports are made from. */
public final class ResultsFile {
    /** The file's name in an output directory. */
    public static final String NAME = "results.json";

    private ResultsFile() {}

    /**
     * Writes results, so that the file is at any time either the old one or the new one.
     *
     * @throws IOException when the file cannot be written
     */
    public static void write(Results results, Path file) throws IOException {
        AtomicFile.write(file, ResultsJson.pretty(results));
    }

    /**
     * Results that can be shown.
     *
     * @param results what is there; what is missing is empty
     * @param holes what is missing or cannot be read, in words; empty for a file that is whole
     */
    public record Mended(Results results, List<String> holes) {
        public Mended {
            holes = List.copyOf(holes);
        }
    }

    /**
     * Reads results that may be of an older minor version, or miss something.
     *
     * @throws InvalidResultsException when there is such a file, but nothing in it can be shown
     * @throws IOException when the file cannot be read at all
     */
    public static Mended mended(Path file) throws IOException {
        JsonNode tree = tree(file);
        requireVersion(tree, file);
        List<String> holes = new ArrayList<>();
        try {
            Optional<Results> results = ResultsJson.mended(tree, holes);
            if (results.isPresent()) {
                return new Mended(results.get(), holes);
            }
        } catch (JsonProcessingException e) {
            throw new InvalidResultsException(
                    file + " does not hold results that can be shown: " + problem(e) + ".", e);
        }
        throw new InvalidResultsException(
                file + " does not hold results that can be shown: " + holes.get(holes.size() - 1) + ".", null);
    }

    /**
     * Reads results that are whole.
     *
     * @throws InvalidResultsException when there is such a file, but it does not hold results that can be read
     * @throws IOException when the file cannot be read at all
     */
    public static Results read(Path file) throws IOException {
        JsonNode tree = tree(file);
        requireVersion(tree, file);
        try {
            return ResultsJson.results(tree);
        } catch (JsonProcessingException e) {
            throw new InvalidResultsException(
                    file + " does not hold complete results: " + problem(e) + ". Make it again with `sinkproof check`.",
                    e);
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        String json;
        try {
            json = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new InvalidResultsException(file + " is not UTF-8 text, so it is no results file.", e);
        }
        try {
            return ResultsJson.tree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidResultsException(
                    file + " is not complete JSON (" + at(e.getLocation())
                            + "): it was cut off or changed. Make it again with `sinkproof check`.",
                    e);
        }
    }

    private static void requireVersion(JsonNode tree, Path file) throws InvalidResultsException {
        JsonNode version = tree.path("schemaVersion");
        if (!version.isIntegralNumber()) {
            throw new InvalidResultsException(
                    file + " has no schemaVersion, so it is no results file of Sinkproof.", null);
        }
        if (version.asLong() != Results.SCHEMA_VERSION) {
            String remedy = version.asLong() > Results.SCHEMA_VERSION
                    ? "use the Sinkproof that wrote it, or a newer one"
                    : "make it again with `sinkproof check`";
            throw new InvalidResultsException(
                    file + " has schemaVersion " + version.asLong() + ", but this Sinkproof reads version "
                            + Results.SCHEMA_VERSION + ": " + remedy + ".",
                    null);
        }
    }

    private static String problem(JsonProcessingException e) {
        String where = e instanceof JsonMappingException mapping ? mapping.getPathReference() : "";
        String field = where.replaceAll("[\\w.$]+\\[", "[")
                .replaceAll("->", "")
                .replaceAll("[\\[\"]", "/")
                .replace("]", "");
        String what = e.getOriginalMessage();
        return (field.isEmpty() ? "" : "at " + field.replaceAll("/+", "/") + ": ") + what;
    }

    private static String at(JsonLocation location) {
        return location == null
                ? "place unknown"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}

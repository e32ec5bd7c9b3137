package dev.sinkproof.reports.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sinkproof.model.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Results to JSON text and back. Fields that are not known are skipped, fields that are missing are an error. */
public final class ResultsJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ResultsJson() {}

    /** For files: indented, with a line for each event; text that UTF-8 cannot hold (lone surrogates) is escaped and so comes back as it was. */
    public static String pretty(Results results) {
        try {
            return escapeLoneSurrogates(MAPPER.writer(OneLineEach.printer()).writeValueAsString(results)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("results cannot be written as JSON", e);
        }
    }

    /**
     * For a script element: ASCII only, and without the characters that could end the element or begin another one.
     *
     * @param charsMax how long the text may be
     * @return empty when it would be longer
     */
    public static Optional<String> forScriptElement(Results results, int charsMax) {
        ScriptElementWriter out = new ScriptElementWriter(charsMax);
        try {
            MAPPER.writeValue(out, results);
            return Optional.of(out.toString());
        } catch (IOException e) {
            if (out.tooLong()) {
                return Optional.empty();
            }
            throw new UncheckedIOException("results cannot be written as JSON", e);
        }
    }

    /** The text as a tree. */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** The tree as results. */
    public static Results results(JsonNode tree) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, Results.class);
    }

    /**
     * The tree as results, whatever is missing in it.
     *
     * @param holes names of what is missing are added here
     * @return empty when so much is missing that nothing can be shown
     */
    public static Optional<Results> mended(JsonNode tree, List<String> holes) throws JsonProcessingException {
        JsonNode mended = Mending.results(tree, holes);
        return mended == null ? Optional.empty() : Optional.of(results(mended));
    }

    static <T> T value(JsonNode tree, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, type);
    }

    private static String escapeLoneSurrogates(String json) {
        StringBuilder out = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair && out == null) {
                out = new StringBuilder(json.length() + 64).append(json, 0, i);
            }
            if (pair) {
                append(out, c);
                append(out, json.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                appendEscape(out, c);
            } else {
                append(out, c);
            }
        }
        return out == null ? json : out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (out != null) {
            out.append(c);
        }
    }

    /** As JSON writes a character inside a string by its number. */
    static void appendEscape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}

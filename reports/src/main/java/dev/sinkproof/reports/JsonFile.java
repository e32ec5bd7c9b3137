package dev.sinkproof.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.reports.json.ResultsJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON that somebody else wrote, with errors that name file and place. */
final class JsonFile {
    private JsonFile() {}

    static JsonNode tree(Path file) throws IOException {
        try {
            return ResultsJson.tree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            throw new InvalidResultsException(file + " is not UTF-8 text", e);
        } catch (JsonProcessingException e) {
            throw new InvalidResultsException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}

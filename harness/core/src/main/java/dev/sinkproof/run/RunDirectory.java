package dev.sinkproof.run;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sinkproof.evidence.SchemaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where one run keeps what it collected: names and form of the files. */
public final class RunDirectory {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPrettyPrinter(OneLineEach.printer());

    private final Path path;

    private RunDirectory(Path path) {
        this.path = path;
    }

    /** Makes the folder. */
    public static RunDirectory create(Path path) throws IOException {
        Files.createDirectories(path);
        return new RunDirectory(path);
    }

    /** A folder that a run has left. */
    public static RunDirectory existing(Path path) {
        return new RunDirectory(path);
    }

    public Path path() {
        return path;
    }

    public Path plan() {
        return path.resolve("plan.json");
    }

    public Path timeline() {
        return path.resolve("timeline.jsonl");
    }

    public Path ledger() {
        return path.resolve("ledger.json");
    }

    public Path snapshot() {
        return path.resolve("snapshot.jsonl.gz");
    }

    public Path objects() {
        return path.resolve("objects.json");
    }

    public Path history() {
        return path.resolve("history.jsonl.gz");
    }

    public Path commits() {
        return path.resolve("commits.json");
    }

    public Path deadLetters() {
        return path.resolve("dlq.json");
    }

    /** What lies in the schema registry. */
    public Path schemas() {
        return path.resolve("schemas.json");
    }

    public Path logs() {
        return path.resolve("logs.jsonl");
    }

    public Path faults() {
        return path.resolve("faults.json");
    }

    public Path recovery() {
        return path.resolve("recovery.json");
    }

    /** What the same plan showed with a reference sink. */
    public Path differential() {
        return path.resolve("differential.json");
    }

    public Path result() {
        return path.resolve("result.json");
    }

    public Path lost() {
        return path.resolve("lost.txt");
    }

    public Path duplicated() {
        return path.resolve("duplicated.txt");
    }

    /** What lay in the schema registry when the run was over. */
    public List<SchemaVersion> readSchemas() throws IOException {
        return readList(schemas(), SchemaVersion.class);
    }

    /** Writes a value so that the file is either whole or not there. */
    static void write(Path file, Object value) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        JSON.writeValue(half.toFile(), value);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return JSON.readValue(file.toFile(), type);
    }

    static <T> List<T> readList(Path file, Class<T> element) throws IOException {
        JavaType type = JSON.getTypeFactory().constructCollectionType(List.class, element);
        return JSON.readValue(file.toFile(), type);
    }
}

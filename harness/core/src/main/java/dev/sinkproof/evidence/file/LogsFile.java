package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Warnings and errors of a run as JSON lines; the last line, {@code {"leftOut":0}}, says how many more there were. */
public final class LogsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEFT_OUT = "leftOut";

    private LogsFile() {}

    /** Writes the file so that it is either whole or not there. */
    public static void write(Path file, WorkerLogs logs) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (Writer out = Files.newBufferedWriter(half)) {
            for (LogLine line : logs.lines()) {
                out.write(JSON.writeValueAsString(line) + "\n");
            }
            out.write(JSON.createObjectNode().put(LEFT_OUT, logs.leftOut()) + "\n");
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException when it cannot be read, or is not whole */
    public static WorkerLogs read(Path file) throws IOException {
        List<LogLine> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(text);
            if (node.has(LEFT_OUT)) {
                return new WorkerLogs(lines, node.get(LEFT_OUT).asLong());
            }
            lines.add(JSON.treeToValue(node, LogLine.class));
        }
        throw new IOException(file + " is not whole: it does not say how many lines were left out");
    }
}

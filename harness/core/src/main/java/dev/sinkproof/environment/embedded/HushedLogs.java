package dev.sinkproof.environment.embedded;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.Redaction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the subjects' secrets out of the logs of processes that have ended. Processes write their logs themselves, and connectors print
 * what they like.
 */
final class HushedLogs {
    /** A byte is a character: what is no text stays as it is. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final List<String> secrets;

    HushedLogs(Collection<SubjectSpec> subjects) {
        this.secrets = subjects.stream()
                .flatMap(subject -> Redaction.secretsIn(subject.config()).stream())
                .map(secret -> new String(secret.getBytes(StandardCharsets.UTF_8), BYTES))
                .distinct()
                .toList();
    }

    /** @throws IOException when a log cannot be read, or cannot be written anew */
    void hush(Path folder) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.walk(folder)) {
            logs = files.filter(file -> file.toString().endsWith(".log")).toList();
        }
        for (Path log : logs) {
            hushFile(log);
        }
    }

    private void hushFile(Path log) throws IOException {
        Path hushed = log.resolveSibling(log.getFileName() + ".part");
        try {
            if (copy(log, hushed)) {
                Files.move(hushed, log, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(hushed);
        }
    }

    /** Whether the copy says less. */
    private boolean copy(Path log, Path hushed) throws IOException {
        boolean changed = false;
        try (BufferedReader in = Files.newBufferedReader(log, BYTES);
                BufferedWriter out = Files.newBufferedWriter(hushed, BYTES)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String shown = Redaction.inText(line, secrets);
                changed |= !shown.equals(line);
                out.write(shown);
                out.write('\n');
            }
        }
        return changed;
    }
}

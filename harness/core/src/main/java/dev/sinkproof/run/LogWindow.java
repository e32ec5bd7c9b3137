package dev.sinkproof.run;

import dev.sinkproof.environment.Environment;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.evidence.file.LogsFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the workers log from now on. */
final class LogWindow {
    private final Environment environment;
    private final Map<String, String> config;
    private final Map<Path, Long> begun = new HashMap<>();

    private LogWindow(Environment environment, Map<String, String> config) {
        this.environment = environment;
        this.config = config;
    }

    /** @param config of the subject, whose secrets must not be seen */
    static LogWindow open(Environment environment, Map<String, String> config) {
        LogWindow window = new LogWindow(environment, config);
        environment
                .workerLogs()
                .values()
                .forEach(log -> window.begun.put(log, log.toFile().length()));
        return window;
    }

    /** Writes the warnings and errors since it was opened; nothing where the environment has no logs. */
    void save(Path file) throws IOException {
        Map<String, Path> logs = environment.workerLogs();
        if (!logs.isEmpty()) {
            LogsFile.write(file, read(logs));
        }
    }

    private WorkerLogs read(Map<String, Path> logs) throws IOException {
        WarningLines warnings = new WarningLines(config);
        for (Map.Entry<String, Path> log : logs.entrySet()) {
            if (Files.exists(log.getValue())) {
                read(log.getKey(), log.getValue(), warnings);
            }
        }
        return warnings.logs();
    }

    private void read(String worker, Path log, WarningLines warnings) throws IOException {
        try (FileChannel channel = FileChannel.open(log);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Channels.newInputStream(channel.position(begun.getOrDefault(log, 0L))),
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                warnings.add(worker, line);
            }
        }
    }
}

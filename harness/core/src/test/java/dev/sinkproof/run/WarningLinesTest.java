package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.LogLine;
import dev.sinkproof.evidence.WorkerLogs;
import dev.sinkproof.evidence.file.LogsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningLinesTest {
    private static final String START = "2023-11-14 22:13:20.123 ";

    @TempDir
    private Path folder;

    private final WarningLines warnings =
            new WarningLines(Map.of("connection.password", "hunter2secret", "topics", "orders"));

    @Test
    void takes_warnings_and_errors_with_their_logger_and_thread() {
        warnings.add(
                "worker-1", START + "ERROR example.Sink [task-thread-run-1-0] a batch of 3 [orders] failed (again)");
        warnings.add("worker-1", START + "INFO example.Sink [task-thread-run-1-0] ready");
        warnings.add("worker-1", "java.io.IOException: ERROR example.Sink");
        warnings.add("worker-2", START + "WARN example.Pool [admin | client-1] slow");

        assertThat(warnings.logs().lines())
                .containsExactly(
                        new LogLine(
                                1_700_000_000_123_000L,
                                "worker-1",
                                "ERROR",
                                "example.Sink",
                                "task-thread-run-1-0",
                                "a batch of 3 [orders] failed (again)"),
                        new LogLine(
                                1_700_000_000_123_000L,
                                "worker-2",
                                "WARN",
                                "example.Pool",
                                "admin | client-1",
                                "slow"));
    }

    @Test
    void hides_secrets() {
        warnings.add(
                "w", START + "WARN a.B [t] cannot log in at jdbc:x://me:pw@host with hunter2secret, ?password=abc");

        assertThat(warnings.logs().lines().get(0).message())
                .contains("cannot log in")
                .doesNotContain("hunter2secret", "me:pw", "abc");
    }

    @Test
    void keeps_the_first_of_each_logger_and_says_how_many_more_there_were() {
        for (int line = 0; line < WarningLines.OF_LOGGER_MAX + 7; line++) {
            warnings.add("w", START + "WARN flood.Er [t] " + "x".repeat(1_000));
        }
        warnings.add("w", START + "WARN quiet.One [t] here I am");

        WorkerLogs logs = warnings.logs();
        assertThat(logs.lines()).hasSize(WarningLines.OF_LOGGER_MAX + 1);
        assertThat(logs.leftOut()).isEqualTo(7);
        assertThat(logs.lines().get(0).message()).hasSize(WarningLines.MESSAGE_MAX_CHARS + 2);
    }

    @Test
    void the_file_is_read_as_it_was_written_and_a_cut_one_is_not() throws IOException {
        warnings.add("w", START + "WARN a.B [t] \"quoted\" \u00e4");
        Path file = folder.resolve("logs.jsonl");
        LogsFile.write(file, new WorkerLogs(warnings.logs().lines(), 5));

        assertThat(LogsFile.read(file)).isEqualTo(new WorkerLogs(warnings.logs().lines(), 5));

        Files.writeString(file, Files.readAllLines(file).get(0) + "\n");
        assertThatThrownBy(() -> LogsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not whole");
    }
}

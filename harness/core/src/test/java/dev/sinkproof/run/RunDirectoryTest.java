package dev.sinkproof.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.OffsetCommit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void anEventHasALineAndEverythingElseIsIndented() throws IOException {
        Path file = folder.resolve("result.json");

        RunDirectory.write(file, Map.of("timeline", List.of(Map.of("a", List.of(1, 2)), Map.of("a", List.of(3)))));

        assertThat(Files.readAllLines(file))
                .containsExactly("{", "  \"timeline\" : [", "    {\"a\" : [1,2]},", "    {\"a\" : [3]}", "  ]", "}");
    }

    @Test
    void aListMayBeTheWholeFile() throws IOException {
        Path file = folder.resolve("commits.json");
        List<OffsetCommit> commits = List.of(new OffsetCommit("topic", 0, 7, 1_000, 3));

        RunDirectory.write(file, commits);

        assertThat(RunDirectory.readList(file, OffsetCommit.class)).isEqualTo(commits);
    }
}

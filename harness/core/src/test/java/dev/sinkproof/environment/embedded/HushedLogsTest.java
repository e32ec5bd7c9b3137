package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HushedLogsTest {
    @TempDir
    private Path folder;

    private HushedLogs hushed;

    @BeforeEach
    void subject() {
        hushed = new HushedLogs(List.of(new SubjectSpec(
                "s",
                "example.Sink",
                Map.of("audit.password", "hünter2-alpha", "audit.url", "https://bo:hunter2-beta@h/x"),
                List.of(),
                "postgresql",
                Map.of(),
                Contract.inferred(WriteModel.APPEND))));
    }

    @Test
    void takesOutWhatIsKnownWhereverItStandsAndWhatLooksLikeIt() throws IOException {
        Path log = Files.writeString(
                Files.createDirectories(folder.resolve("kafka")).resolve("worker-1.log"),
                "says hünter2-alpha to nobody\nlogs in with hunter2-beta\npassword=hunter2-gamma\nall is well\n");

        hushed.hush(folder);

        assertThat(log).content().doesNotContain("hünter2", "hunter2").contains("says ********", "all is well\n");
        assertThat(folder.resolve("kafka")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesALogWithoutSecretsAsItWas() throws IOException {
        byte[] bytes = "plain\r\nno \u00e9nd".getBytes(StandardCharsets.ISO_8859_1);
        Path log = Files.write(folder.resolve("broker.log"), bytes);
        FileTime longAgo = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(log, longAgo);

        hushed.hush(folder);

        assertThat(log).hasBinaryContent(bytes);
        assertThat(Files.getLastModifiedTime(log)).isEqualTo(longAgo);
    }
}

package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    @TempDir
    private Path folder;

    @Test
    void made_once_and_copied_from_then_on() throws IOException {
        Templates templates = new Templates(Files.createDirectories(folder.resolve("cache")));
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        templates.copy("data", first, () -> make(first));
        Files.writeString(first.resolve("in/file"), "changed since");
        templates.copy("data", second, () -> {
            throw new AssertionError("there is a template");
        });

        assertThat(second.resolve("in/file")).hasContent("as made");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second)))
                .isEqualTo("rwx------");
    }

    @Test
    void what_could_not_be_made_is_no_template() throws IOException {
        Templates templates = new Templates(Files.createDirectories(folder.resolve("cache")));
        Path data = folder.resolve("data");

        assertThatThrownBy(() -> templates.copy("data", data, () -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        templates.copy("data", data, () -> make(data));

        assertThat(data.resolve("in/file")).hasContent("as made");
    }

    private static void make(Path data) throws IOException {
        Files.createDirectories(data.resolve("in"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(data.resolve("in/file"), "as made");
    }
}

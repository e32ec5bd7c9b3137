package dev.sinkproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    @TempDir
    private Path folder;

    private ClassArchives archives;
    private List<Path> classPath;

    @BeforeEach
    void open() throws IOException {
        archives = new ClassArchives(folder);
        classPath = List.of(Files.writeString(folder.resolve("a.jar"), "a"), folder.resolve("b.jar"));
    }

    @Test
    void without_an_archive_a_jvm_starts_as_usual() {
        assertThat(archives.options(classPath)).isEmpty();
        assertThat(archives.lacks(classPath)).isTrue();
    }

    @Test
    void a_kept_archive_is_used_for_its_own_class_path_only() throws IOException {
        archives.keep(classPath, written("archive"));

        assertThat(archives.lacks(classPath)).isFalse();
        assertThat(archives.options(classPath)).hasSize(2);
        assertThat(Path.of(archives.options(classPath).get(0).substring("-XX:SharedArchiveFile=".length())))
                .hasContent("archive");
        assertThat(archives.options(List.of(folder.resolve("b.jar")))).isEmpty();
    }

    @Test
    void a_jar_that_was_written_again_needs_a_new_archive() throws IOException {
        archives.keep(classPath, written("archive"));

        Files.writeString(classPath.get(0), "longer");

        assertThat(archives.lacks(classPath)).isTrue();
    }

    @Test
    void a_java_that_makes_none_is_not_asked_again() throws IOException {
        archives.keepNone(classPath, "why");

        assertThat(archives.lacks(classPath)).isFalse();
        assertThat(archives.options(classPath)).isEmpty();
    }

    @Test
    void an_archive_that_nothing_has_used_for_a_month_goes_with_the_next_one() throws IOException {
        List<Path> other = List.of(folder.resolve("b.jar"));
        List<Path> used = List.of(folder.resolve("c.jar"));
        archives.keep(classPath, written("old"));
        archives.keep(used, written("old, but used"));
        try (var files = Files.list(folder.resolve("class-archives"))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
            }
        }
        archives.touch(used);

        archives.keep(other, written("new"));

        assertThat(archives.lacks(classPath)).isTrue();
        assertThat(archives.lacks(used)).isFalse();
        assertThat(archives.lacks(other)).isFalse();
    }

    private Path written(String content) throws IOException {
        return Files.writeString(folder.resolve("written"), content);
    }
}

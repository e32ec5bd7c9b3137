package dev.sinkproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example is built by a Maven of its own, against artefacts as they are installed, and offline: whatever is not this build's comes from
 * the local repository of this build, used as a remote one.
 */
@Tag("full")
class JUnitExampleIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLE = ROOT.resolve("examples/junit-minimal");
    private static final List<String> PUBLISHED =
            List.of("harness/agent", "harness/core", "harness/simulation", "sinks/jdbc", "reports", "scenarios");

    @TempDir
    private Path folder;

    @Test
    void theExamplePassesInAProjectOfItsOwn() throws Exception {
        Path project = copy();

        int exitCode = build(project);

        assertThat(exitCode).as(output()).isZero();
        assertThat(output()).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.resolve("target/failsafe-reports/TEST-com.example.OrdersSinkIT.xml"))
                .content()
                .contains("name=\"crash-after-target-write/n1-restart\" classname=\"com.example.OrdersSinkIT\"");
        assertThat(project.resolve("target/sinkproof/com.example.OrdersSinkIT/results.json"))
                .content()
                .as("the tested version, not the one that its library would bring")
                .contains("PostgreSQL 17.");
    }

    private Path copy() throws IOException {
        Path project = folder.resolve("project");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(file -> !file.startsWith(EXAMPLE.resolve("target")))
                    .toList()) {
                Files.copy(file, project.resolve(EXAMPLE.relativize(file)));
            }
        }
        return project;
    }

    private int build(Path project) throws Exception {
        Path repository = folder.resolve("repository");
        new InstalledArtefacts(ROOT, System.getProperty("sinkproof.test.version")).into(repository, PUBLISHED);
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("sinkproof.test.maven"), "bin", "mvn")
                                .toString(),
                        "-B",
                        "-o",
                        "-Daether.offline.protocols=file",
                        "-Dmaven.repo.local=" + repository,
                        "-s",
                        settings().toString(),
                        "verify")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as(output()).isTrue();
            return maven.exitValue();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
    }

    private Path settings() throws IOException {
        Path file = folder.resolve("settings.xml");
        return Files.writeString(file, """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>build</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(
                        Path.of(System.getProperty("localRepository")).toUri()));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}

package dev.sinkproof.environment.embedded;

import static dev.sinkproof.environment.embedded.TestPlugin.CONNECTOR;
import static dev.sinkproof.environment.embedded.TestPlugin.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.environment.EnvironmentException;
import dev.sinkproof.model.SubjectSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPathTest {
    private static final String SERVICE = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";

    @TempDir
    private Path workspace;

    private String cacheBefore;
    private PluginPath plugins;

    @BeforeEach
    void open() throws IOException {
        cacheBefore = System.getProperty("sinkproof.cache");
        System.setProperty("sinkproof.cache", workspace.resolve("cache").toString());
        Path temporary = Files.createDirectory(workspace.resolve("temporary"));
        plugins = new PluginPath(new Launch(workspace.resolve("logs"), temporary, null));
    }

    @AfterEach
    void put_the_cache_back() {
        if (cacheBefore == null) {
            System.clearProperty("sinkproof.cache");
        } else {
            System.setProperty("sinkproof.cache", cacheBefore);
        }
    }

    @Test
    void a_jar_is_a_plugin() throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("tiny.jar"));

        plugins.install(List.of(subject("s", CONNECTOR, jar)));

        assertThat(installed()).containsExactly("plugin-0/tiny.jar");
    }

    @Test
    void a_relative_path_is_one_of_the_working_directory() throws IOException {
        Path jar = Path.of("").toAbsolutePath().relativize(TestPlugin.jar(workspace.resolve("tiny.jar")));

        plugins.install(List.of(subject("s", CONNECTOR, jar)));

        assertThat(plugins.folder().resolve("plugin-0/tiny.jar")).isRegularFile();
    }

    @Test
    void all_jars_of_a_folder_are_a_plugin() throws IOException {
        TestPlugin.jar(workspace.resolve("plugin/lib/tiny.jar"));
        Files.write(workspace.resolve("plugin/lib/other.jar"), TestPlugin.emptyJar());
        Files.writeString(workspace.resolve("plugin/README.md"), "read me");

        plugins.install(List.of(subject("s", CONNECTOR, workspace.resolve("plugin"))));

        assertThat(installed()).containsExactly("plugin-0/other.jar", "plugin-0/tiny.jar");
    }

    @Test
    void jars_of_the_same_name_are_all_there() throws IOException {
        Files.write(Files.createDirectories(workspace.resolve("plugin/a")).resolve("core.jar"), TestPlugin.emptyJar());
        TestPlugin.jar(workspace.resolve("plugin/b/core.jar"));

        plugins.install(List.of(subject("s", CONNECTOR, workspace.resolve("plugin"))));

        assertThat(installed()).containsExactly("plugin-0/2-core.jar", "plugin-0/core.jar");
    }

    @Test
    void what_connect_brings_is_left_out_and_nothing_else() throws IOException {
        TestPlugin.jar(workspace.resolve("plugin/tiny.jar"));
        for (String name : List.of(
                "connect-api-4.3.1.jar",
                "kafka-clients-3.9.0.jar",
                "slf4j-api-1.7.36.jar",
                "jackson-core-2.15.2.jar",
                "jackson-databind-2.15.2.jar",
                "jackson-annotations-2.15.2.jar",
                "jackson-datatype-jsr310-2.15.2.jar",
                "jackson-dataformat-yaml-2.15.2.jar",
                "kafka-clients.jar")) {
            Files.write(workspace.resolve("plugin").resolve(name), TestPlugin.emptyJar());
        }

        plugins.install(List.of(subject("s", CONNECTOR, workspace.resolve("plugin"))));

        assertThat(installed())
                .containsExactly(
                        "plugin-0/jackson-dataformat-yaml-2.15.2.jar",
                        "plugin-0/jackson-datatype-jsr310-2.15.2.jar",
                        "plugin-0/kafka-clients.jar",
                        "plugin-0/tiny.jar");
    }

    @Test
    void a_class_that_is_not_in_the_plugin_is_named_with_those_that_are() throws IOException {
        Path jar = TestPlugin.jarDeclaring(
                workspace.resolve("tiny.jar"), "# connectors\n" + CONNECTOR + " # tiny\n\norg.example.Other\n");

        assertThatThrownBy(() -> plugins.install(List.of(subject("s", "org.example.Missing", jar))))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("connector class org.example.Missing is not in the plugin " + jar
                        + ". Sink connectors in it: " + CONNECTOR + ", org.example.Other");
    }

    @Test
    void a_missing_service_file_is_made() throws IOException {
        Path jar = TestPlugin.jarWithoutService(workspace.resolve("tiny.jar"));

        plugins.install(List.of(subject("one", CONNECTOR, jar), subject("two", CONNECTOR, jar)));

        assertThat(installed())
                .containsExactly("plugin-0/sinkproof-service-" + CONNECTOR + ".jar", "plugin-0/tiny.jar");
        try (JarFile made =
                new JarFile(plugins.folder().resolve(installed().first()).toFile())) {
            assertThat(made.getInputStream(made.getEntry(SERVICE))).hasContent(CONNECTOR);
        }
    }

    @Test
    void converters_of_their_own_have_a_folder_of_their_own() throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("tiny.jar"));
        Path converters = TestPlugin.converterJar(workspace.resolve("converters.jar"));

        plugins.install(
                List.of(TestPlugin.withConverter(subject("s", CONNECTOR, jar), List.of(converters.toString()))));

        assertThat(installed())
                .containsExactly(
                        "plugin-0/tiny.jar",
                        "plugin-1/converters.jar",
                        "plugin-1/sinkproof-service-" + TestPlugin.CONVERTER + ".jar");
    }

    @Test
    void converters_may_come_with_the_connector() throws IOException {
        TestPlugin.jar(workspace.resolve("plugin/tiny.jar"));
        TestPlugin.converterJar(workspace.resolve("plugin/converters.jar"));
        SubjectSpec subject = subject("s", CONNECTOR, workspace.resolve("plugin"));

        plugins.install(List.of(TestPlugin.withConverter(subject, List.of())));

        assertThat(installed())
                .containsExactly(
                        "plugin-0/converters.jar",
                        "plugin-0/sinkproof-service-" + TestPlugin.CONVERTER + ".jar",
                        "plugin-0/tiny.jar");
    }

    @Test
    void converters_that_are_nowhere_are_named_with_the_way_out() throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("tiny.jar"));
        SubjectSpec subject = TestPlugin.withConverter(subject("s", CONNECTOR, jar), List.of());

        assertThatThrownBy(() -> plugins.install(List.of(subject)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessage("value.converter " + TestPlugin.CONVERTER + " is not in the plugin " + jar
                        + ". If they come from elsewhere, say so with sinkproof.converters, as with sinkproof.plugin");
    }

    @Test
    void another_version_of_the_plugin_has_the_same_converters() throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("tiny.jar"));
        Path other = TestPlugin.jar(workspace.resolve("tiny-2.jar"));
        Path converters = TestPlugin.converterJar(workspace.resolve("converters.jar"));
        plugins.install(
                List.of(TestPlugin.withConverter(subject("s", CONNECTOR, jar), List.of(converters.toString()))));

        plugins.replaceBy(other.toString(), CONNECTOR);

        assertThat(plugins.folder().resolve("plugin/tiny-2.jar")).isRegularFile();
        assertThat(plugins.folder().resolve("plugin-1/converters.jar")).isRegularFile();
    }

    @Test
    void the_same_plugin_of_two_subjects_is_there_once() throws IOException {
        Path jar = TestPlugin.jar(workspace.resolve("tiny.jar"));
        Path other = TestPlugin.jar(workspace.resolve("other.jar"));

        plugins.install(List.of(
                subject("one", CONNECTOR, jar), subject("two", CONNECTOR, jar), subject("three", CONNECTOR, other)));

        assertThat(installed()).containsExactly("plugin-0/tiny.jar", "plugin-1/other.jar");
    }

    @Test
    void a_folder_without_jars_is_named() throws IOException {
        Path folder = Files.createDirectories(workspace.resolve("plugin/directory.jar"));

        requireRefused(folder, "plugin folder " + folder + " holds no jar");
    }

    @Test
    void a_missing_folder_is_named_with_what_may_be_given() {
        Path folder = workspace.resolve("missing");

        requireRefused(folder, "plugin not found: " + folder, "group:artifact:version", "zip");
    }

    @Test
    void a_file_of_another_kind_is_named() throws IOException {
        Path file = Files.writeString(workspace.resolve("plugin.tar.gz"), "x");

        requireRefused(file, "not a plugin: " + file, "zip");
    }

    @Test
    void a_broken_jar_is_named() throws IOException {
        Path jar = Files.writeString(workspace.resolve("broken.jar"), "<html>404</html>");

        requireRefused(jar, "broken jar", jar.toRealPath().toString());
    }

    @Test
    void a_bundled_plugin_needs_the_launcher() {
        SubjectSpec subject = subject("s", CONNECTOR, Path.of("bundled:jdbc"));

        assertThat(System.getProperty("sinkproof.home")).isNull();
        assertThatThrownBy(() -> plugins.install(List.of(subject)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("'jdbc'")
                .hasMessageContaining("./sinkproof");
    }

    @Test
    void a_zip_archive_is_a_plugin() throws IOException {
        byte[] tiny = Files.readAllBytes(TestPlugin.jar(workspace.resolve("tiny.jar")));
        Path archive = TestPlugin.zip(
                workspace.resolve("vendor-tiny-1.0.ZIP"),
                Map.of(
                        "vendor-tiny-1.0/manifest.json", "{}".getBytes(StandardCharsets.UTF_8),
                        "vendor-tiny-1.0/lib/tiny.jar", tiny,
                        "vendor-tiny-1.0/lib/jackson-core-2.15.2.jar", TestPlugin.emptyJar()));

        plugins.install(List.of(subject("s", CONNECTOR, archive)));

        assertThat(installed()).containsExactly("plugin-0/tiny.jar");
        assertThat(plugins.folder().resolve("plugin-0/tiny.jar").toRealPath())
                .startsWith(workspace.resolve("temporary").toRealPath());
    }

    @Test
    void a_zip_archive_cannot_write_elsewhere() throws IOException {
        Path archive = TestPlugin.zip(
                workspace.resolve("evil.zip"), Map.of("lib/../../../../evil.jar", TestPlugin.emptyJar()));

        requireRefused(archive, archive.toString(), "leads out of it", "../evil.jar");

        assertThat(workspace.resolve("evil.jar")).doesNotExist();
    }

    @Test
    void a_zip_archive_without_jars_is_named() throws IOException {
        Path archive = TestPlugin.zip(workspace.resolve("docs.zip"), Map.of("readme", new byte[1]));

        requireRefused(archive, "plugin archive " + archive + " holds no jar");
    }

    @Test
    void a_zip_archive_that_is_none_is_named() throws IOException {
        Path archive = Files.writeString(workspace.resolve("broken.zip"), "<html>404</html>");

        requireRefused(archive, "plugin archive " + archive + " cannot be read");
    }

    private void requireRefused(Path plugin, String... parts) {
        assertThatThrownBy(() -> plugins.install(List.of(subject("s", CONNECTOR, plugin))))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContainingAll(parts);
    }

    private TreeSet<String> installed() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(plugins.folder())) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(plugins.folder().relativize(file).toString()));
        }
        return names;
    }
}

package dev.sinkproof.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's Maven in a folder of its own: every repository is a folder, and nothing goes to the network. */
@Timeout(30)
class ArtifactResolverTest {
    private static final String LIBRARY = "org.example:library:1.0";
    private static final String PLUGIN = "org.example:plugin:1.0";

    @TempDir
    private Path workspace;

    private final Map<String, String> before = new HashMap<>();
    private Path home;
    private Path repository;
    private ArtifactResolver resolver;

    @BeforeEach
    void be_another_user() throws IOException {
        home = Files.createDirectories(workspace.resolve("home/.m2")).getParent();
        repository = Files.createDirectories(workspace.resolve("repository"));
        resolver = new ArtifactResolver(workspace.resolve("cache"));
        set("user.home", home.toString());
        set("maven.home", Files.createDirectory(workspace.resolve("maven")).toString());
        set("maven.repo.local", null);
        set("localRepository", null);
        settings(mirrorOf(repository));
    }

    @AfterEach
    void be_oneself_again() {
        new HashMap<>(before).forEach(this::set);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "library", "org.example:library", "a:b:c:d:e:f", "org.example:lib rary:1.0"})
    void malformed_coordinates_are_named(String malformed) {
        assertThatThrownBy(() -> resolver.resolve(List.of(malformed)))
                .isInstanceOf(ArtifactException.class)
                .hasMessage("malformed Maven coordinates '" + malformed + "': expected group:artifact:version");
    }

    @Test
    void jars_come_with_what_they_need_at_run_time() throws IOException {
        publish(repository, "library", "1.0", "");
        publish(repository, "tool", "1.0", "");
        publish(repository, "plugin", "1.0", dependency("library", "runtime") + dependency("tool", "test"));

        assertThat(names(resolver.resolve(List.of(PLUGIN)))).containsExactly("library-1.0.jar", "plugin-1.0.jar");
        assertThat(home.resolve(".m2/repository/org/example/plugin/1.0/plugin-1.0.jar"))
                .exists();
    }

    @Test
    void tests_that_maven_runs_use_its_local_repository() throws IOException {
        Path local = workspace.resolve("local");
        set("localRepository", local.toString());
        publish(repository, "library", "1.0", "");

        assertThat(resolver.resolve(List.of(LIBRARY)))
                .containsExactly(local.resolve("org/example/library/1.0/library-1.0.jar"));
    }

    @Test
    void what_was_found_once_needs_no_repository() throws IOException {
        publish(repository, "library", "1.0", "");
        List<Path> first = resolver.resolve(List.of(LIBRARY));
        settings("<not xml");

        assertThat(resolver.resolve(List.of(LIBRARY))).isEqualTo(first);
    }

    @Test
    void the_order_of_coordinates_does_not_matter_to_the_memory() throws IOException {
        publish(repository, "library", "1.0", "");
        publish(repository, "plugin", "1.0", "");
        List<Path> first = resolver.resolve(List.of(LIBRARY, PLUGIN));
        settings("<not xml");

        assertThat(resolver.resolve(List.of(PLUGIN, LIBRARY))).isEqualTo(first);
    }

    @Test
    void what_is_gone_is_found_anew() throws IOException {
        publish(repository, "library", "1.0", "");
        List<Path> first = resolver.resolve(List.of(LIBRARY));
        Files.delete(first.get(0));

        assertThat(resolver.resolve(List.of(LIBRARY))).isEqualTo(first);
        assertThat(first.get(0)).exists();
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"", "\n", "/no/such/file.jar\n", "relative.jar\n", "nul\0byte\n", "\u00ff"})
    void a_memory_that_makes_no_sense_is_made_again(String nonsense) throws IOException {
        publish(repository, "library", "1.0", "");
        List<Path> first = resolver.resolve(List.of(LIBRARY));
        Path memory = onlyFile(workspace.resolve("cache/resolved"));
        byte[] bytes = nonsense.getBytes(StandardCharsets.ISO_8859_1);
        Files.write(memory, bytes);

        assertThat(resolver.resolve(List.of(LIBRARY))).isEqualTo(first);
        assertThat(memory).hasContent(first.get(0).toString());
    }

    @Test
    void a_snapshot_is_looked_at_each_time() throws IOException {
        publish(repository, "library", "1.0", "");
        Path local = home.resolve(".m2/repository");
        publish(local, "plugin", "1-SNAPSHOT", "");
        assertThat(names(resolver.resolve(List.of("org.example:plugin:1-SNAPSHOT"))))
                .containsExactly("plugin-1-SNAPSHOT.jar");

        publish(local, "plugin", "1-SNAPSHOT", dependency("library", "compile"));

        assertThat(names(resolver.resolve(List.of("org.example:plugin:1-SNAPSHOT"))))
                .containsExactly("library-1.0.jar", "plugin-1-SNAPSHOT.jar");
    }

    @Test
    void unknown_coordinates_are_named_with_the_way_out() {
        assertThatThrownBy(() -> resolver.resolve(List.of(LIBRARY)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageStartingWith("cannot get " + LIBRARY + ": ")
                .hasMessageContaining(repository.toUri().toString())
                .hasMessageEndingWith("Check the coordinates and the network.");
    }

    @Test
    void a_missing_dependency_is_named() throws IOException {
        publish(repository, "plugin", "1.0", dependency("library", "compile"));

        assertThatThrownBy(() -> resolver.resolve(List.of(PLUGIN)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("cannot get " + PLUGIN)
                .hasMessageContaining("org.example:library:jar:1.0");
    }

    @Test
    void a_repository_that_cannot_be_reached_is_named_without_its_password() throws IOException {
        settings(mirror("http://somebody:secret@127.0.0.1:1/repository"));

        assertThatThrownBy(() -> resolver.resolve(List.of(LIBRARY)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("cannot get " + LIBRARY)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void once_the_repository_answers_an_earlier_failure_is_forgotten() throws IOException {
        assertThatThrownBy(() -> resolver.resolve(List.of(LIBRARY))).isInstanceOf(ArtifactException.class);

        publish(repository, "library", "1.0", "");

        assertThat(names(resolver.resolve(List.of(LIBRARY)))).containsExactly("library-1.0.jar");
    }

    @Test
    void offline_says_so() throws IOException {
        settings("<offline>true</offline>" + mirror("http://127.0.0.1:1/repository"));

        assertThatThrownBy(() -> resolver.resolve(List.of(LIBRARY))).hasMessageContaining("which are set to offline");
    }

    @Test
    void settings_that_cannot_be_read_are_named() throws IOException {
        settings("<not xml");

        assertThatThrownBy(() -> resolver.resolve(List.of(LIBRARY)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("Maven's settings cannot be read")
                .hasMessageContaining("settings.xml");
    }

    @Test
    void the_local_repository_of_the_settings_is_used() throws IOException {
        Path local = workspace.resolve("elsewhere");
        settings("<localRepository>" + local + "</localRepository>" + mirrorOf(repository));
        publish(repository, "library", "1.0", "");

        assertThat(resolver.resolve(List.of(LIBRARY)))
                .containsExactly(local.resolve("org/example/library/1.0/library-1.0.jar"));
    }

    @Test
    void a_repository_of_an_active_profile_is_asked() throws IOException {
        Path own = workspace.resolve("own");
        publish(own, "library", "1.0", "");
        settings(profile("own", own, "") + "<activeProfiles><activeProfile>mine</activeProfile></activeProfiles>"
                + mirrorOf(repository, "central"));

        assertThat(names(resolver.resolve(List.of(LIBRARY)))).containsExactly("library-1.0.jar");
    }

    @Test
    void a_repository_of_a_default_profile_is_asked() throws IOException {
        Path own = workspace.resolve("own");
        publish(own, "library", "1.0", "");
        settings(profile("own", own, "<activation><activeByDefault>true</activeByDefault></activation>")
                + mirrorOf(repository, "central"));

        assertThat(names(resolver.resolve(List.of(LIBRARY)))).containsExactly("library-1.0.jar");
    }

    @Test
    void a_profile_may_put_another_repository_in_place_of_central() throws IOException {
        publish(repository, "library", "1.0", "");
        settings(profile("central", repository, "<activation><activeByDefault>true</activeByDefault></activation>"));

        assertThat(names(resolver.resolve(List.of(LIBRARY)))).containsExactly("library-1.0.jar");
    }

    private void set(String property, String value) {
        before.putIfAbsent(property, System.getProperty(property));
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private void settings(String content) throws IOException {
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings>" + content + "</settings>");
    }

    private static String mirrorOf(Path repository) {
        return mirror(repository.toUri().toString());
    }

    private static String mirrorOf(Path repository, String of) {
        return "<mirrors><mirror><id>here</id><mirrorOf>" + of + "</mirrorOf><url>" + repository.toUri()
                + "</url></mirror></mirrors>";
    }

    private static String mirror(String url) {
        return "<mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>" + url + "</url></mirror></mirrors>";
    }

    private static String profile(String repositoryId, Path repository, String activation) {
        return "<profiles><profile><id>mine</id>" + activation + "<repositories><repository><id>" + repositoryId
                + "</id><url>" + repository.toUri() + "</url></repository></repositories></profile></profiles>";
    }

    private static String dependency(String artifact, String scope) {
        return "<dependency><groupId>org.example</groupId><artifactId>" + artifact
                + "</artifactId><version>1.0</version><scope>" + scope + "</scope></dependency>";
    }

    private static void publish(Path repository, String artifact, String version, String dependencies)
            throws IOException {
        Path folder = Files.createDirectories(
                repository.resolve("org/example").resolve(artifact).resolve(version));
        String file = artifact + "-" + version;
        publish(folder.resolve(file + ".jar"), "jar of " + artifact);
        publish(
                folder.resolve(file + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version><dependencies>" + dependencies
                        + "</dependencies></project>");
    }

    private static void publish(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.writeString(file.resolveSibling(file.getFileName() + ".sha1"), sha1(content));
    }

    private static String sha1(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(List<Path> jars) {
        return jars.stream().map(jar -> jar.getFileName().toString()).toList();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}

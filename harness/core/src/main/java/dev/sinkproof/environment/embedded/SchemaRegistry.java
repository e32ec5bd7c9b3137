package dev.sinkproof.environment.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sinkproof.evidence.SchemaVersion;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.process.FreePorts;
import dev.sinkproof.process.ManagedProcess;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real schema registry, Apicurio's, in a process of its own, on loopback. It keeps what it is given in memory, so that it ends with the
 * environment. It has no rules of compatibility: each schema is taken, and what a sink makes of it is the question.
 */
final class SchemaRegistry implements AutoCloseable {
    private static final String PLACEHOLDER = "${registry.";
    private static final String API = "/apis/registry/v2";
    private static final String API_OF_CONFLUENT = "/apis/ccompat/v7";
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** More schemas than any run registers. */
    private static final int MOST = 500;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Launch launch;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private ManagedProcess process;

    SchemaRegistry(Launch launch) throws IOException {
        this.launch = launch;
        this.port = FreePorts.next();
    }

    /** Whether some subject's configuration speaks of a registry. */
    static boolean isWanted(Collection<SubjectSpec> subjects) {
        return subjects.stream()
                .flatMap(subject -> subject.config().values().stream())
                .anyMatch(value -> value.contains(PLACEHOLDER));
    }

    /** Starts it, and returns when it answers. */
    void start() throws IOException {
        Path folder = unpacked();
        Path runner;
        try (Stream<Path> files = Files.list(folder)) {
            runner = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no runner in " + folder + "; remove that folder"));
        }
        process = ManagedProcess.start(
                "schema registry",
                launch.java(List.of(runner), "256m")
                        .with(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port))
                        .run("io.quarkus.runner.GeneratedMain"),
                Map.of("REGISTRY_LOG_LEVEL", "WARN"),
                launch.log("registry"),
                launch.reaper());
        Patience.await("the schema registry on " + uri(API), START, process, this::answers);
    }

    /** Its jars, unpacked once for all runs. */
    private Path unpacked() throws IOException {
        Path folder = launch.cache().resolve("apicurio-registry-" + Versions.apicurioRegistry());
        if (!Files.isDirectory(folder)) {
            Path archive = launch.artifacts()
                    .resolveAlone("io.apicurio:apicurio-registry-app:zip:all:" + Versions.apicurioRegistry());
            Path half = Files.createTempDirectory(launch.cache(), "registry");
            PluginArchive.unpack(archive, half);
            Templates.keep(half, folder);
        }
        return folder;
    }

    private boolean answers() {
        try {
            return client.send(get(API + "/system/info"), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Values of {@code ${registry.*}}. */
    Map<String, String> placeholders() {
        return Map.of(
                "registry.url", uri(API).toString(),
                "registry.confluent.url", uri(API_OF_CONFLUENT).toString());
    }

    String description() {
        return "Apicurio Registry " + Versions.apicurioRegistry();
    }

    /** All versions of the schemas of some topics, as they were registered. */
    List<SchemaVersion> versions(List<String> topics) throws IOException {
        List<SchemaVersion> versions = new ArrayList<>();
        for (Artifact artifact : artifacts(topics)) {
            for (JsonNode version :
                    json(artifact.path() + "/versions?limit=" + MOST).path("versions")) {
                String number = version.path("version").asText();
                versions.add(new SchemaVersion(
                        artifact.id(),
                        number,
                        version.path("globalId").asLong(),
                        version.path("type").asText(),
                        OffsetDateTime.parse(version.path("createdOn").asText(), TIME)
                                .toInstant()
                                .toEpochMilli(),
                        answer(get(artifact.path() + "/versions/" + encoded(number)))));
            }
        }
        versions.sort(Comparator.comparingLong(SchemaVersion::id));
        return versions;
    }

    /** Removes the schemas of some topics. */
    void remove(List<String> topics) throws IOException {
        for (Artifact artifact : artifacts(topics)) {
            answer(HttpRequest.newBuilder(uri(artifact.path()))
                    .timeout(ANSWER)
                    .DELETE()
                    .build());
        }
    }

    private record Artifact(String group, String id) {
        String path() {
            return API + "/groups/" + encoded(group.isEmpty() ? "default" : group) + "/artifacts/" + encoded(id);
        }
    }

    /** By the names that converters give them: the topic's, with what they add to it. */
    private List<Artifact> artifacts(List<String> topics) throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        for (JsonNode found : json(API + "/search/artifacts?limit=" + MOST).path("artifacts")) {
            String id = found.path("id").asText();
            if (topics.stream().anyMatch(topic -> id.equals(topic) || id.startsWith(topic + "-"))) {
                artifacts.add(new Artifact(found.path("groupId").asText(""), id));
            }
        }
        return artifacts;
    }

    private JsonNode json(String path) throws IOException {
        return JSON.readTree(answer(get(path)));
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(ANSWER).build();
    }

    private String answer(HttpRequest request) throws IOException {
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the schema registry was asked for " + request.uri());
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the schema registry answered " + request.method() + " " + request.uri() + " with "
                    + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.kill();
        }
    }
}

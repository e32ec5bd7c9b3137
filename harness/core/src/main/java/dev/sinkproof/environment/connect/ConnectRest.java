package dev.sinkproof.environment.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Connect's REST interface. Thread-safe. */
public final class ConnectRest {
    private static final Duration CALL = Duration.ofSeconds(10);
    /** How long a worker may answer that a rebalance is under way, or that the leader is gone. */
    private static final Duration REBALANCE = Duration.ofSeconds(30);

    /** Connect's {@code RestClient} has no code of its own for this. */
    private static final String LEADER_GONE = "IO Error trying to forward REST request";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI worker;
    private final Duration call;
    private final Duration rebalance;

    public ConnectRest(URI worker) {
        this(worker, CALL, REBALANCE);
    }

    ConnectRest(URI worker, Duration call, Duration rebalance) {
        this.worker = worker;
        this.call = call;
        this.rebalance = rebalance;
    }

    /** State of a connector or a task as Connect tells it. */
    public record State(String state, String workerId, String trace) {}

    /** State of one task. */
    public record TaskState(int id, String state, String workerId, String trace) {}

    /** Status of a connector and its tasks; after a worker was killed it may be out of date. */
    public record Status(State connector, List<TaskState> tasks) {}

    /** Connect refused what it was asked; the message is its own. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Creates or changes a connector. */
    public void putConfig(String connector, Map<String, String> config) throws IOException {
        call("PUT", path(connector) + "/config", JSON.writeValueAsString(config));
    }

    /** Removes a connector; one that does not exist is no error. */
    public void delete(String connector) throws IOException {
        try {
            call("DELETE", path(connector), null);
        } catch (RefusedException e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    /** Status of a connector. */
    public Status status(String connector) throws IOException {
        JsonNode node = call("GET", path(connector) + "/status", null);
        JsonNode own = node.path("connector");
        List<TaskState> tasks = new ArrayList<>();
        node.path("tasks")
                .forEach(task -> tasks.add(new TaskState(
                        task.path("id").asInt(),
                        task.path("state").asText(),
                        task.path("worker_id").asText(),
                        task.path("trace").asText(""))));
        State state = new State(
                own.path("state").asText(),
                own.path("worker_id").asText(),
                own.path("trace").asText(""));
        return new Status(state, tasks);
    }

    /** Whether there is a connector of this name. */
    public boolean exists(String connector) throws IOException {
        try {
            call("GET", path(connector), null);
            return true;
        } catch (RefusedException e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** The config of a connector as it was submitted, with {@code name} added. */
    public Map<String, String> config(String connector) throws IOException {
        return JSON.convertValue(call("GET", path(connector) + "/config", null), new TypeReference<>() {});
    }

    /** Asks for the tasks to be given no records any more; effective later. */
    public void pause(String connector) throws IOException {
        call("PUT", path(connector) + "/pause", null);
    }

    /** Asks for a paused or stopped connector to go on; effective later. */
    public void resume(String connector) throws IOException {
        call("PUT", path(connector) + "/resume", null);
    }

    /** Asks for all tasks to be stopped and taken away; effective later. */
    public void stop(String connector) throws IOException {
        call("PUT", path(connector) + "/stop", null);
    }

    /** Asks for the connector to be restarted; with its tasks, or only what failed, this becomes effective later. */
    public void restart(String connector, boolean includeTasks, boolean onlyFailed) throws IOException {
        call("POST", path(connector) + "/restart?includeTasks=" + includeTasks + "&onlyFailed=" + onlyFailed, null);
    }

    /** Restarts a task: its worker waits for it to stop, but no longer than its graceful timeout, and starts it again. */
    public void restartTask(String connector, int task) throws IOException {
        call("POST", path(connector) + "/tasks/" + task + "/restart", null);
    }

    /** Committed offsets of a sink connector on one topic, by partition; those without one are absent. */
    public Map<Integer, Long> offsets(String connector, String topic) throws IOException {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (JsonNode entry : call("GET", path(connector) + "/offsets", null).path("offsets")) {
            JsonNode offset = entry.path("offset").path("kafka_offset");
            if (entry.path("partition").path("kafka_topic").asText().equals(topic) && offset.isNumber()) {
                offsets.put(entry.path("partition").path("kafka_partition").asInt(), offset.asLong());
            }
        }
        return offsets;
    }

    /** Forgets the committed offsets of a stopped connector. */
    public void resetOffsets(String connector) throws IOException {
        call("DELETE", path(connector) + "/offsets", null);
    }

    /** Sets committed offsets of a stopped sink connector on one topic, by partition. */
    public void alterOffsets(String connector, String topic, Map<Integer, Long> offsets) throws IOException {
        List<Object> entries = new ArrayList<>();
        new TreeMap<>(offsets)
                .forEach((partition, offset) -> entries.add(new TreeMap<>(Map.of(
                        "partition",
                        new TreeMap<>(Map.of("kafka_topic", topic, "kafka_partition", partition)),
                        "offset",
                        Map.of("kafka_offset", offset)))));
        call("PATCH", path(connector) + "/offsets", JSON.writeValueAsString(Map.of("offsets", entries)));
    }

    /** Version of a connector's plugin as Connect reports it; empty when it does not know the class. */
    public String pluginVersion(String connectorClass) throws IOException {
        for (JsonNode plugin : call("GET", "/connector-plugins", null)) {
            if (plugin.path("class").asText().equals(connectorClass)) {
                return plugin.path("version").asText("");
            }
        }
        return "";
    }

    private static String path(String connector) {
        return "/connectors/"
                + URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode call(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve(path))
                .timeout(call)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        long deadline = System.nanoTime() + rebalance.toNanos();
        while (true) {
            HttpResponse<String> response = send(request);
            if (passes(response) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            } else if (response.statusCode() >= 300) {
                throw new RefusedException(response.statusCode(), message(response));
            } else {
                return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
            }
        }
    }

    /**
     * Whether to ask again: 409 while a rebalance is under way, and 500 for as long as the others take a leader that was
     * killed for alive. All that is asked here may be asked twice.
     */
    private static boolean passes(HttpResponse<String> response) {
        return response.statusCode() == 409
                || response.statusCode() == 500 && message(response).startsWith(LEADER_GONE);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while Connect was asked " + request.uri().getPath());
        } catch (IOException e) {
            // The JDK's own messages say neither who was asked nor, for a refused connection, anything.
            throw new IOException(
                    "no answer from Connect to " + request.method() + " " + request.uri() + ": "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                    e);
        }
    }

    private static String message(HttpResponse<String> response) {
        String otherwise = "HTTP " + response.statusCode() + " without a reason from " + response.uri()
                + "; the workers' logs may tell, for example that the plugin lacks a class";
        try {
            return JSON.readTree(response.body()).path("message").asText(otherwise);
        } catch (JsonProcessingException notFromConnect) {
            return otherwise;
        }
    }
}

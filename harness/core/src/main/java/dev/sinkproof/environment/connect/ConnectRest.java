package dev.sinkproof.environment.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
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
        String otherwise = "HTTP " + response.statusCode() + " from " + response.uri();
        try {
            return JSON.readTree(response.body()).path("message").asText(otherwise);
        } catch (JsonProcessingException notFromConnect) {
            return otherwise;
        }
    }
}

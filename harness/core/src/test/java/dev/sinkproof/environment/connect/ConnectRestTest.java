package dev.sinkproof.environment.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sinkproof.process.FreePorts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectRestTest {
    private static final String REBALANCING =
            "{\"error_code\":409,\"message\":\"Cannot complete request momentarily due to a rebalance\"}";

    private record Answer(int status, String body) {}

    private record Request(String method, String path, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private HttpServer worker;
    private ConnectRest connect;

    @BeforeEach
    void start_worker() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", this::answer);
        worker.start();
        connect = new ConnectRest(workerUrl(), Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop_worker() {
        worker.stop(0);
    }

    @Test
    void a_config_is_put_as_json() throws IOException {
        will(201, "{\"name\":\"run 1/ä\"}");

        connect.putConfig("run 1/ä", Map.of("topics", "a\"b"));

        assertThat(requests)
                .containsExactly(new Request("PUT", "/connectors/run%201%2F%C3%A4/config", "{\"topics\":\"a\\\"b\"}"));
    }

    @Test
    void a_rebalance_is_waited_for() throws IOException {
        will(409, REBALANCING);
        will(409, REBALANCING);
        will(200, "{}");

        connect.putConfig("c", Map.of());

        assertThat(requests).hasSize(3);
    }

    @Test
    void a_leader_that_was_killed_is_waited_out() throws IOException {
        will(
                500,
                "{\"error_code\":500,\"message\":\"IO Error trying to forward REST request:"
                        + " java.net.ConnectException: Connection refused\"}");
        will(200, "{}");

        connect.putConfig("c", Map.of());

        assertThat(requests).hasSize(2);
    }

    @Test
    void a_rebalance_that_does_not_end_surfaces() {
        worker.removeContext("/");
        worker.createContext("/", exchange -> reply(exchange, new Answer(409, REBALANCING)));

        ConnectRest impatient = new ConnectRest(workerUrl(), Duration.ofSeconds(20), Duration.ofMillis(200));
        assertThatThrownBy(() -> impatient.putConfig("c", Map.of()))
                .isInstanceOfSatisfying(
                        ConnectRest.RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(409))
                .hasMessageContaining("rebalance");
    }

    @Test
    void what_connect_objects_to_surfaces() {
        will(400, "{\"error_code\":400,\"message\":\"Connector configuration is invalid: topics is missing\"}");

        assertThatThrownBy(() -> connect.putConfig("c", Map.of()))
                .isInstanceOfSatisfying(
                        ConnectRest.RefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400))
                .hasMessage("Connector configuration is invalid: topics is missing");
    }

    @Test
    void an_error_that_is_no_json_gives_status_and_address() {
        will(500, "<html>Internal Server Error</html>");

        assertThatThrownBy(() -> connect.status("c"))
                .isInstanceOf(ConnectRest.RefusedException.class)
                .hasMessageContaining("HTTP 500")
                .hasMessageContaining("/connectors/c/status");
    }

    @Test
    void deleting_what_is_not_there_is_fine() throws IOException {
        will(404, "{\"error_code\":404,\"message\":\"Connector c not found\"}");

        connect.delete("c");

        assertThat(requests).containsExactly(new Request("DELETE", "/connectors/c", ""));
    }

    @Test
    void deleting_what_is_there_is_fine() {
        will(204, "");

        assertThatCode(() -> connect.delete("c")).doesNotThrowAnyException();
    }

    @Test
    void deleting_may_fail() {
        will(500, "{\"message\":\"the herder is closed\"}");

        assertThatThrownBy(() -> connect.delete("c")).hasMessage("the herder is closed");
    }

    @Test
    void a_status_is_understood() throws IOException {
        will(
                200,
                "{\"name\":\"c\",\"connector\":{\"state\":\"RUNNING\",\"worker_id\":\"127.0.0.1:1\"},\"tasks\":["
                        + "{\"id\":0,\"state\":\"RUNNING\",\"worker_id\":\"127.0.0.1:1\"},"
                        + "{\"id\":1,\"state\":\"FAILED\",\"worker_id\":\"127.0.0.1:2\",\"trace\":\"Boom\\n\\tat X\"}],"
                        + "\"type\":\"sink\"}");

        ConnectRest.Status status = connect.status("c");

        assertThat(status.connector()).isEqualTo(new ConnectRest.State("RUNNING", "127.0.0.1:1", ""));
        assertThat(status.tasks())
                .containsExactly(
                        new ConnectRest.TaskState(0, "RUNNING", "127.0.0.1:1", ""),
                        new ConnectRest.TaskState(1, "FAILED", "127.0.0.1:2", "Boom\n\tat X"));
    }

    @Test
    void what_an_operator_asks_for_goes_to_its_own_place() throws IOException {
        for (int i = 0; i < 6; i++) {
            will(202, "");
        }

        connect.pause("c 1");
        connect.resume("c");
        connect.stop("c");
        connect.restart("c", true, false);
        connect.restartTask("c", 3);
        connect.resetOffsets("c");

        assertThat(requests)
                .containsExactly(
                        new Request("PUT", "/connectors/c%201/pause", ""),
                        new Request("PUT", "/connectors/c/resume", ""),
                        new Request("PUT", "/connectors/c/stop", ""),
                        new Request("POST", "/connectors/c/restart?includeTasks=true&onlyFailed=false", ""),
                        new Request("POST", "/connectors/c/tasks/3/restart", ""),
                        new Request("DELETE", "/connectors/c/offsets", ""));
    }

    @Test
    void a_config_is_read_as_it_was_submitted() throws IOException {
        will(200, "{\"name\":\"c\",\"password\":\"${env:SECRET}\",\"tasks.max\":\"2\"}");

        assertThat(connect.config("c")).isEqualTo(Map.of("name", "c", "password", "${env:SECRET}", "tasks.max", "2"));
    }

    @Test
    void only_a_404_means_that_a_connector_is_not_there() throws IOException {
        will(200, "{\"name\":\"c\"}");
        will(404, "{\"error_code\":404,\"message\":\"Connector c not found\"}");
        will(500, "{\"error_code\":500,\"message\":\"Request timed out\"}");

        assertThat(connect.exists("c")).isTrue();
        assertThat(connect.exists("c")).isFalse();
        assertThatThrownBy(() -> connect.exists("c")).hasMessage("Request timed out");
    }

    @Test
    void offsets_of_one_topic_are_read_by_partition() throws IOException {
        will(
                200,
                "{\"offsets\":["
                        + "{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":1},\"offset\":{\"kafka_offset\":70}},"
                        + "{\"partition\":{\"kafka_topic\":\"other\",\"kafka_partition\":0},\"offset\":{\"kafka_offset\":9}},"
                        + "{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":0},\"offset\":null}]}");

        assertThat(connect.offsets("c", "t")).isEqualTo(Map.of(1, 70L));
    }

    @Test
    void offsets_are_altered_by_partition() throws IOException {
        will(200, "{\"message\":\"The offsets for this connector have been altered successfully\"}");

        connect.alterOffsets("c", "t", Map.of(1, 5L, 0, 0L));

        assertThat(requests)
                .containsExactly(
                        new Request(
                                "PATCH",
                                "/connectors/c/offsets",
                                "{\"offsets\":["
                                        + "{\"offset\":{\"kafka_offset\":0},\"partition\":{\"kafka_partition\":0,\"kafka_topic\":\"t\"}},"
                                        + "{\"offset\":{\"kafka_offset\":5},\"partition\":{\"kafka_partition\":1,\"kafka_topic\":\"t\"}}]}"));
    }

    @Test
    void offsets_of_a_connector_that_runs_are_not_altered() {
        will(400, "{\"error_code\":400,\"message\":\"Connectors must be in the STOPPED state\"}");

        assertThatThrownBy(() -> connect.alterOffsets("c", "t", Map.of(0, 1L)))
                .isInstanceOf(ConnectRest.RefusedException.class)
                .hasMessage("Connectors must be in the STOPPED state");
    }

    @Test
    void a_worker_that_is_not_there_is_named() throws IOException {
        URI nobody = url(FreePorts.next());

        assertThatThrownBy(() -> new ConnectRest(nobody).status("c"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer from Connect to GET " + nobody + "/connectors/c/status")
                .hasMessageNotContaining("null");
    }

    @Test
    void a_worker_that_does_not_answer_is_named() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI url = url(silent.getLocalPort());

            assertThatThrownBy(() -> new ConnectRest(url, Duration.ofMillis(200), Duration.ofSeconds(1)).status("c"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no answer from Connect to GET " + url + "/connectors/c/status")
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void an_interrupt_is_kept() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> connect.status("c")).isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private URI workerUrl() {
        return url(worker.getAddress().getPort());
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void will(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestMethod(), pathAndQuery(exchange.getRequestURI()), body));
        reply(exchange, answers.remove());
    }

    private static String pathAndQuery(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static void reply(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

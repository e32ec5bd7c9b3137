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

@Timeout(30)
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
        connect = new ConnectRest(url(worker.getAddress().getPort()), Duration.ofSeconds(5), Duration.ofSeconds(1));
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

        assertThatThrownBy(() -> connect.putConfig("c", Map.of()))
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

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private void will(int status, String body) {
        answers.add(new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), body));
        reply(exchange, answers.remove());
    }

    private static void reply(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

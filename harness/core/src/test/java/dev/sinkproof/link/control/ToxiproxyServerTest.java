package dev.sinkproof.link.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkControl;
import dev.sinkproof.link.LinkControlException;
import dev.sinkproof.link.LinkRoute;
import dev.sinkproof.link.LocalLinkControl;
import dev.sinkproof.link.RawProtocol;
import dev.sinkproof.link.TestGate;
import dev.sinkproof.link.TestListener;
import dev.sinkproof.link.toxic.Latency;
import dev.sinkproof.link.toxic.LimitData;
import dev.sinkproof.link.toxic.NamedToxic;
import dev.sinkproof.link.toxic.Timeout;
import dev.sinkproof.link.toxic.ToxicStream;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API by its documented answers and errors, by Toxiproxy's own Java client, and by what happens to bytes. */
@org.junit.jupiter.api.Timeout(60)
class ToxiproxyServerTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private EchoTarget target;
    private Link ours;
    private ToxiproxyServer server;
    private ToxiproxyClient client;

    @BeforeEach
    void start() throws IOException {
        target = new EchoTarget();
        LinkRoute route = LinkRoute.to(new InetSocketAddress("127.0.0.1", target.port()));
        ours = Link.closed("worker-1", route, 0, new RawProtocol(), new TestGate(), new TestListener());
        ours.enable();
        server = ToxiproxyServer.start(new InetSocketAddress("127.0.0.1", 0), () -> Map.of("worker-1", ours), 0);
        client = new ToxiproxyClient("127.0.0.1", server.address().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        ours.close();
        target.close();
    }

    @Test
    void theJavaClientCreatesShowsAndDeletesProxies() throws IOException {
        Proxy proxy = client.createProxy("mine", "127.0.0.1:0", target.address());

        assertThat(client.version()).contains(ToxiproxyServer.VERSION);
        assertThat(proxy.getListen()).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
        assertThat(proxy.getUpstream()).isEqualTo(target.address());
        assertThat(client.getProxies()).extracting(Proxy::getName).containsExactlyInAnyOrder("mine", "worker-1");
        assertThat(client.getProxy("worker-1").getListen()).isEqualTo("127.0.0.1:" + ours.port());
        assertThat(echoed(port(proxy), "hello")).isEqualTo("hello");
        proxy.delete();
        assertThat(client.getProxyOrNull("mine")).isNull();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port(proxy)).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void theJavaClientDisablesEnablesAndMovesProxies() throws IOException {
        Proxy proxy = client.createProxy("mine", "127.0.0.1:0", target.address());
        proxy.disable();
        assertThat(client.getProxy("mine").isEnabled()).isFalse();
        assertThatThrownBy(() -> echoed(port(proxy), "x")).isInstanceOf(ConnectException.class);
        proxy.enable();
        assertThat(echoed(port(proxy), "again")).isEqualTo("again");

        try (EchoTarget other = new EchoTarget()) {
            target.close();
            proxy.setUpstream(other.address());
            assertThat(echoed(port(proxy), "elsewhere")).isEqualTo("elsewhere");
        }
    }

    @Test
    void theJavaClientPutsEachToxicOnOurLink() throws IOException {
        Proxy proxy = client.getProxy("worker-1");
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 100).setJitter(10);
        proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 1_000_000).setRate(2_000_000);
        proxy.toxics().slicer("s", ToxicDirection.UPSTREAM, 1, 7).setSizeVariation(2);
        proxy.toxics().slowClose("c", ToxicDirection.UPSTREAM, 1);
        proxy.toxics().limitData("d", ToxicDirection.UPSTREAM, 5).setToxicity(0.25f);
        proxy.toxics().timeout("t", ToxicDirection.UPSTREAM, 3).setToxicity(0);
        proxy.toxics().resetPeer("r", ToxicDirection.UPSTREAM, 4).setToxicity(0);

        assertThat(proxy.toxics().getAll())
                .extracting(Toxic::getName)
                .containsExactly("l", "b", "s", "c", "d", "t", "r");
        assertThat(ours.toxics().list().get(0))
                .isEqualTo(new NamedToxic("l", ToxicStream.DOWNSTREAM, 1, new Latency(100, 10)));
        assertThat(ours.toxics().list().get(4))
                .isEqualTo(new NamedToxic("d", ToxicStream.UPSTREAM, 0.25, new LimitData(5)));
        proxy.toxics().get("d").remove();
        assertThat(ours.toxics().find("d")).isEmpty();
    }

    @Test
    void toxicsOfTheJavaClientActAndResetHeals() throws IOException {
        Proxy proxy = client.getProxy("worker-1");
        proxy.toxics().latency("late", ToxicDirection.DOWNSTREAM, 120);
        long start = System.nanoTime();
        assertThat(echoed(ours.port(), "x")).isEqualTo("x");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(120);
        proxy.toxics().get("late").remove();
        proxy.toxics().limitData("cut", ToxicDirection.DOWNSTREAM, 3);
        assertThat(echoed(ours.port(), "12345")).isEqualTo("123");
        proxy.toxics().get("cut").remove();
        proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 0);
        assertThatThrownBy(() -> echoed(ours.port(), "x")).isInstanceOf(SocketException.class);
        proxy.disable();

        client.reset();

        assertThat(client.getProxy("worker-1").isEnabled()).isTrue();
        assertThat(client.getProxy("worker-1").toxics().getAll()).isEmpty();
        assertThat(echoed(ours.port(), "healed")).isEqualTo("healed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /version | | 200 | {\"version\":\"2.12.0\"}",
                "GET | /proxies/nope | | 404 | {\"error\":\"proxy not found\",\"status\":404}",
                "DELETE | /proxies/nope | | 404 | {\"error\":\"proxy not found\",\"status\":404}",
                "POST | /proxies/nope/toxics | {} | 404 | {\"error\":\"proxy not found\",\"status\":404}",
                "GET | /proxies/worker-1/toxics/nope | | 404 | {\"error\":\"toxic not found\",\"status\":404}",
                "DELETE | /proxies/worker-1/toxics/nope | | 404 | {\"error\":\"toxic not found\",\"status\":404}",
                "POST | /proxies | {\"upstream\":\"a:1\"} | 400 | {\"error\":\"missing required field: name\",\"status\":400}",
                "POST | /proxies | {\"name\":\"a\"} | 400 | {\"error\":\"missing required field: upstream\",\"status\":400}",
                "POST | /proxies | {\"name\":\"worker-1\",\"upstream\":\"a:1\"} | 409 | {\"error\":\"proxy already exists\",\"status\":409}",
                "POST | /proxies/worker-1/toxics | {\"type\":\"x\"} | 400 | {\"error\":\"invalid toxic type\",\"status\":400}",
                "POST | /proxies/worker-1/toxics | {\"type\":\"noop\",\"stream\":\"x\"} | 400 | {\"error\":\"stream was invalid, can be either upstream or downstream\",\"status\":400}",
                "POST | /proxies/worker-1/toxics | {\"type\":\"noop\"} | 200 | {\"name\":\"noop_downstream\",\"type\":\"noop\",\"stream\":\"downstream\",\"toxicity\":1.0,\"attributes\":{}}",
                "POST | /reset | | 204 | ",
                "GET | /reset | | 405 | {\"error\":\"method not allowed\",\"status\":405}",
                "POST | /populate | [{\"name\":\"p\"}] | 400 | {\"error\":\"missing required field: upstream at proxy 1\",\"status\":400}",
                "DELETE | /proxies/worker-1 | | 403 | {\"error\":\"proxy belongs to a run and ends with its worker; disable it instead\",\"status\":403}",
            })
    void answersAsDocumented(String method, String path, String body, int status, String answer)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body == null ? "" : body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(answer == null ? "" : answer);
    }

    @Test
    void refusesBadBodiesDuplicatesAndTakenPorts() throws IOException, InterruptedException {
        assertThat(send("POST", "/proxies", "{").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/proxies", "{").body()).startsWith("{\"error\":\"bad request body: ");
        assertThat(send("POST", "/proxies/worker-1/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":\"x\"}}")
                        .statusCode())
                .isEqualTo(400);
        send("POST", "/proxies/worker-1/toxics", "{\"type\":\"noop\"}");
        assertThat(send("POST", "/proxies/worker-1/toxics", "{\"type\":\"noop\"}")
                        .body())
                .isEqualTo("{\"error\":\"toxic already exists\",\"status\":409}");
        String taken = "{\"name\":\"a\",\"upstream\":\"a:1\",\"listen\":\"127.0.0.1:" + target.port() + "\"}";
        assertThat(send("POST", "/proxies", taken).statusCode()).isEqualTo(500);
        assertThat(client.getProxyOrNull("a")).isNull();
    }

    @Test
    void aPartialUpdateLeavesTheRest() throws IOException, InterruptedException {
        send(
                "POST",
                "/proxies/worker-1/toxics",
                "{\"name\":\"l\",\"type\":\"latency\",\"attributes\":{\"latency\":5,\"jitter\":2}}");
        HttpResponse<String> changed = send("PATCH", "/proxies/worker-1/toxics/l", "{\"attributes\":{\"latency\":7}}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(ours.toxics().find("l")).contains(new NamedToxic("l", ToxicStream.DOWNSTREAM, 1, new Latency(7, 2)));

        HttpResponse<String> disabled = send("PATCH", "/proxies/worker-1", "{\"enabled\":false}");
        assertThat(disabled.statusCode()).isEqualTo(200);
        assertThat(disabled.body()).contains("\"listen\":\"127.0.0.1:" + ours.port() + "\"", "\"enabled\":false");
        assertThat(ours.enabled()).isFalse();
        assertThat(ours.toxics().list()).hasSize(1);
    }

    @Test
    void populateCreatesAndReplacesButNothingWhenOneIsWrong() throws IOException, InterruptedException {
        String good = "{\"name\":\"p\",\"upstream\":\"" + target.address() + "\"}";
        assertThat(send("POST", "/populate", "[" + good + ",{\"name\":\"q\"}]").statusCode())
                .isEqualTo(400);
        assertThat(client.getProxyOrNull("p")).isNull();

        HttpResponse<String> first = send("POST", "/populate", "[" + good + "]");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body()).startsWith("{\"proxies\":[{\"name\":\"p\"");
        HttpResponse<String> second =
                send("POST", "/populate", "[{\"name\":\"p\",\"upstream\":\"127.0.0.1:1\",\"enabled\":false}]");
        assertThat(second.body()).contains("\"upstream\":\"127.0.0.1:1\"", "\"enabled\":false");
    }

    @Test
    void browsersAreRefused() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base().resolve("/proxies"))
                .header("User-Agent", "Mozilla/5.0")
                .build();

        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void bothControlsDoTheSameAndEverythingTwice() throws IOException {
        List<LinkControl> controls =
                List.of(new LocalLinkControl(() -> Map.of("worker-1", ours)), new ToxiproxyControl(base()));
        for (LinkControl control : controls) {
            NamedToxic hole = NamedToxic.of(ToxicStream.UPSTREAM, new Timeout(0));
            assertThat(control.names()).containsExactly("worker-1");
            control.put("worker-1", hole);
            control.put("worker-1", hole);
            assertThat(control.toxics("worker-1")).containsExactly(hole);
            control.remove("worker-1", hole.name());
            control.remove("worker-1", hole.name());
            assertThat(ours.toxics().list()).isEmpty();
            control.disable("worker-1");
            control.disable("worker-1");
            control.resetConnections("worker-1");
            assertThat(ours.enabled()).isFalse();
            control.enable("worker-1");
            control.enable("worker-1");
            assertThat(echoed(ours.port(), "x")).isEqualTo("x");
            endsConnections(control);
            control.put("worker-1", hole);
            control.disable("worker-1");
            control.heal();
            control.heal();
            assertThat(echoed(ours.port(), "x")).isEqualTo("x");
            Stream.<Runnable>of(
                            () -> control.disable("nope"),
                            () -> control.put("nope", hole),
                            () -> control.remove("nope", "x"))
                    .forEach(call -> assertThatThrownBy(call::run)
                            .isInstanceOf(LinkControlException.class)
                            .hasMessageContaining("nope"));
        }
    }

    private void endsConnections(LinkControl control) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", ours.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            control.resetConnections("worker-1");
            assertThat(ended(socket)).isTrue();
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return e.getMessage().contains("reset");
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    private static int port(Proxy proxy) {
        return Integer.parseInt(proxy.getListen().substring(proxy.getListen().lastIndexOf(':') + 1));
    }

    /** What comes back until the end, of what is sent through a proxy. */
    private static String echoed(int port, String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

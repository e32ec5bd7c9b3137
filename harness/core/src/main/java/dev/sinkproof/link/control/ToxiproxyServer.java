package dev.sinkproof.link.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sinkproof.link.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Toxiproxy's HTTP control API for our links, so that Toxiproxy's own clients can drive them. Clients can create proxies of their own as well.
 *
 * <p>Differs from Toxiproxy on purpose: an empty address to listen on means 127.0.0.1 instead of all interfaces; settings that make no sense are refused
 * (400) instead of taken; a proxy that is a link of a run cannot be deleted (403). What toxics do differently is said at {@link
 * dev.sinkproof.link.toxic.ResetPeer} (a real reset, of idle connections too) and {@link dev.sinkproof.link.toxic.Timeout} (the time does not begin anew
 * with each piece).
 */
public final class ToxiproxyServer implements AutoCloseable {
    /** Which version of the API is spoken; clients look at it. */
    public static final String VERSION = "2.12.0";

    private static final Logger LOG = LoggerFactory.getLogger(ToxiproxyServer.class);
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Proxies proxies;
    private final ControlApi api;

    private ToxiproxyServer(HttpServer server, Proxies proxies) {
        this.server = server;
        this.proxies = proxies;
        this.api = new ControlApi(proxies, VERSION);
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "toxiproxy-api");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts the server.
     *
     * @param listen where; port 0 is any free one
     * @param links the links that it shows beside the proxies that its clients create, asked for anew for each call
     * @param seed decides what toxics on created proxies leave to chance
     */
    public static ToxiproxyServer start(InetSocketAddress listen, Supplier<Map<String, Link>> links, long seed)
            throws IOException {
        HttpServer http = HttpServer.create(listen, 0);
        ToxiproxyServer server = new ToxiproxyServer(http, new Proxies(links, seed));
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops the server and closes the proxies that its clients created. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        proxies.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ControlApi.Answer answer = answer(exchange);
            byte[] body = answer.body() == null
                    ? new byte[0]
                    : answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private ControlApi.Answer answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            refuseBrowsers(exchange);
            return api.call(exchange.getRequestMethod(), path(exchange), body);
        } catch (ApiException e) {
            return error(e.status(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A call to {} failed", exchange.getRequestURI(), e);
            return error(500, e.toString());
        }
    }

    /** As Toxiproxy does: no web page must be able to reach it through a browser on this machine. */
    private static void refuseBrowsers(HttpExchange exchange) throws ApiException {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            throw new ApiException(403, "User agent not allowed");
        }
    }

    private static List<String> path(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static ControlApi.Answer error(int status, String message) {
        return new ControlApi.Answer(status, Json.object().put("error", message).put("status", status));
    }
}

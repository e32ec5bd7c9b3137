package dev.sinkproof.link.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.link.LinkControl;
import dev.sinkproof.link.LinkControlException;
import dev.sinkproof.link.toxic.NamedToxic;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Controls the proxies of a Toxiproxy, a real one or ours, through its HTTP API.
 *
 * <p>The API has no call that resets connections: {@link #resetConnections} disables and enables the proxy, which closes them in good order.
 */
public final class ToxiproxyControl implements LinkControl {
    private static final Duration CALL_MAX = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CALL_MAX)
            .build();

    /** @param base for example {@code http://127.0.0.1:8474} */
    public ToxiproxyControl(URI base) {
        this.base = base;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        json(call("GET", "/proxies", "")).fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public List<NamedToxic> toxics(String link) {
        List<NamedToxic> toxics = new ArrayList<>();
        for (JsonNode toxic : json(call("GET", path(link, "/toxics"), ""))) {
            try {
                toxics.add(Json.newToxic(toxic));
            } catch (ApiException e) {
                throw new LinkControlException("Toxiproxy has a toxic that is not known here: " + toxic, e);
            }
        }
        return toxics;
    }

    @Override
    public void put(String link, NamedToxic toxic) {
        String toxics = path(link, "/toxics");
        boolean there = toxics(link).stream().anyMatch(other -> other.name().equals(toxic.name()));
        if (there) {
            call("POST", toxics + "/" + encoded(toxic.name()), Json.toxic(toxic).toString());
        } else {
            call("POST", toxics, Json.toxic(toxic).toString());
        }
    }

    @Override
    public void remove(String link, String toxic) {
        toxics(link);
        HttpResponse<String> response = send("DELETE", path(link, "/toxics/" + encoded(toxic)), "");
        if (response.statusCode() != NOT_FOUND) {
            checked(response);
        }
    }

    @Override
    public void disable(String link) {
        setEnabled(link, false);
    }

    @Override
    public void enable(String link) {
        setEnabled(link, true);
    }

    @Override
    public void resetConnections(String link) {
        boolean enabled = json(call("GET", path(link, ""), "")).path("enabled").booleanValue();
        if (enabled) {
            disable(link);
            enable(link);
        }
    }

    @Override
    public void heal() {
        call("POST", "/reset", "");
    }

    private void setEnabled(String link, boolean enabled) {
        call("POST", path(link, ""), Json.object().put("enabled", enabled).toString());
    }

    private static String path(String link, String rest) {
        return "/proxies/" + encoded(link) + rest;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String call(String method, String path, String body) {
        return checked(send(method, path, body));
    }

    private static String checked(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new LinkControlException(
                    "Toxiproxy answered " + response.request().method() + " " + response.uri() + " with "
                            + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(CALL_MAX)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LinkControlException("Toxiproxy at " + base + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkControlException("Interrupted while waiting for Toxiproxy at " + base, e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (ApiException e) {
            throw new LinkControlException("Toxiproxy answered what is no JSON: " + text, e);
        }
    }
}

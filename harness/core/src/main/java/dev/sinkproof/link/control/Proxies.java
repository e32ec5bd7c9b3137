package dev.sinkproof.link.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.LinkRoute;
import dev.sinkproof.link.RawProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All proxies by name: links of the harness, which come and go with their workers, and those that clients created. Thread-safe. */
final class Proxies implements AutoCloseable {
    private final Supplier<Map<String, Link>> given;
    private final long seed;
    private final Map<String, Link> created = new TreeMap<>();

    Proxies(Supplier<Map<String, Link>> given, long seed) {
        this.given = given;
        this.seed = seed;
    }

    synchronized Map<String, Link> all() {
        Map<String, Link> all = new TreeMap<>(created);
        all.putAll(given.get());
        return all;
    }

    Link find(String name) throws ApiException {
        Link link = all().get(name);
        if (link == null) {
            throw new ApiException(404, "proxy not found");
        }
        return link;
    }

    /** A new proxy. */
    synchronized String create(JsonNode json) throws ApiException {
        String name = name(json);
        LinkRoute route = route(json);
        if (all().containsKey(name)) {
            throw new ApiException(409, "proxy already exists");
        }
        Link link = Link.closed(name, route, seed, new RawProtocol(), new OpenGate(), new DeafListener());
        if (Json.flag(json, "enabled", true)) {
            enable(link);
        }
        created.put(name, link);
        return name;
    }

    /** Changes what the body names, and leaves the rest as it is. */
    synchronized void update(Link link, JsonNode json) throws ApiException {
        LinkRoute before = link.route();
        String listen = Json.text(json, "listen", Addresses.text(before.listen()));
        String upstream = Json.text(json, "upstream", Addresses.text(before.upstream()));
        LinkRoute after = new LinkRoute(
                Addresses.listen(listen),
                upstream.equals(Addresses.text(before.upstream())) ? before.upstream() : Addresses.upstream(upstream));
        boolean enabled = Json.flag(json, "enabled", link.enabled());
        try {
            link.move(after);
        } catch (IOException e) {
            throw new ApiException(500, e.getMessage());
        }
        if (enabled) {
            enable(link);
        } else {
            link.disable();
        }
    }

    /** Creates what is not there and changes what is. */
    synchronized List<String> populate(JsonNode array) throws ApiException {
        if (!array.isArray()) {
            throw ApiException.badBody("an array of proxies is needed");
        }
        List<String> names = new ArrayList<>();
        int number = 0;
        for (JsonNode json : array) {
            checkNamed(json, ++number);
        }
        for (JsonNode json : array) {
            Link there = all().get(name(json));
            if (there == null) {
                create(json);
            } else {
                update(there, json);
            }
            names.add(name(json));
        }
        return names;
    }

    synchronized void delete(String name) throws ApiException {
        find(name);
        Link link = created.remove(name);
        if (link == null) {
            throw new ApiException(403, "proxy belongs to a run and ends with its worker; disable it instead");
        }
        link.close();
    }

    /** Removes all toxics and enables all. */
    synchronized void reset() throws ApiException {
        for (Link link : all().values()) {
            enable(link);
            link.toxics().clear();
        }
    }

    /** Closes those that clients created. */
    @Override
    public synchronized void close() {
        created.values().forEach(Link::close);
        created.clear();
    }

    private static void checkNamed(JsonNode json, int number) throws ApiException {
        for (String field : List.of("name", "upstream")) {
            if (Json.text(json, field, "").isEmpty()) {
                throw ApiException.missing(field + " at proxy " + number);
            }
        }
        route(json);
    }

    private static String name(JsonNode json) throws ApiException {
        String name = Json.text(json, "name", "");
        if (name.isEmpty()) {
            throw ApiException.missing("name");
        }
        return name;
    }

    private static LinkRoute route(JsonNode json) throws ApiException {
        String upstream = Json.text(json, "upstream", "");
        if (upstream.isEmpty()) {
            throw ApiException.missing("upstream");
        }
        return new LinkRoute(Addresses.listen(Json.text(json, "listen", "")), Addresses.upstream(upstream));
    }

    private static void enable(Link link) throws ApiException {
        try {
            link.enable();
        } catch (IOException e) {
            throw new ApiException(500, e.getMessage());
        }
    }
}

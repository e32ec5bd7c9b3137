package dev.sinkproof.link.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.toxic.NamedToxic;
import java.util.List;

/** The calls of the API, without HTTP. */
final class ControlApi {
    private final Proxies proxies;
    private final String version;

    ControlApi(Proxies proxies, String version) {
        this.proxies = proxies;
        this.version = version;
    }

    /** What a call returns: a status and, unless that is 204, a body. */
    record Answer(int status, JsonNode body) {
        static Answer ok(JsonNode body) {
            return new Answer(200, body);
        }

        static Answer nothing() {
            return new Answer(204, null);
        }
    }

    /** @param path the parts of the path, without empty ones */
    Answer call(String method, List<String> path, String body) throws ApiException {
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "version" ->
                only("GET", method, path, 1, () -> Answer.ok(Json.object().put("version", version)));
            case "reset" -> only("POST", method, path, 1, this::reset);
            case "populate" -> only("POST", method, path, 1, () -> populate(body));
            case "proxies" -> proxies(method, path, body);
            default -> throw notFound();
        };
    }

    private Answer proxies(String method, List<String> path, String body) throws ApiException {
        if (path.size() > 2 && !path.get(2).equals("toxics")) {
            throw notFound();
        }
        return switch (path.size()) {
            case 1 -> allProxies(method, body);
            case 2 -> oneProxy(method, path.get(1), body);
            case 3 -> allToxics(method, proxies.find(path.get(1)), body);
            case 4 -> oneToxic(method, proxies.find(path.get(1)), path.get(3), body);
            default -> throw notFound();
        };
    }

    private Answer allProxies(String method, String body) throws ApiException {
        return switch (method) {
            case "GET" -> {
                ObjectNode all = Json.object();
                proxies.all().forEach((name, link) -> all.set(name, Json.proxy(name, link)));
                yield Answer.ok(all);
            }
            case "POST" -> {
                String name = proxies.create(Json.parse(body));
                yield new Answer(201, Json.proxy(name, proxies.find(name)));
            }
            default -> throw notAllowed();
        };
    }

    private Answer oneProxy(String method, String name, String body) throws ApiException {
        Link link = proxies.find(name);
        switch (method) {
            case "GET" -> {
                // Shown below.
            }
            case "POST", "PATCH" -> proxies.update(link, Json.parse(body));
            case "DELETE" -> {
                proxies.delete(name);
                return Answer.nothing();
            }
            default -> throw notAllowed();
        }
        return Answer.ok(Json.proxy(name, link));
    }

    private static Answer allToxics(String method, Link link, String body) throws ApiException {
        return switch (method) {
            case "GET" -> Answer.ok(Json.toxics(link.toxics().list()));
            case "POST" -> {
                NamedToxic toxic = Json.newToxic(Json.parse(body));
                if (!link.toxics().add(toxic)) {
                    throw new ApiException(409, "toxic already exists");
                }
                yield Answer.ok(Json.toxic(toxic));
            }
            default -> throw notAllowed();
        };
    }

    private static Answer oneToxic(String method, Link link, String name, String body) throws ApiException {
        NamedToxic toxic = link.toxics().find(name).orElseThrow(ControlApi::noToxic);
        return switch (method) {
            case "GET" -> Answer.ok(Json.toxic(toxic));
            case "POST", "PATCH" -> {
                NamedToxic changed = Json.changed(toxic, Json.parse(body));
                if (!link.toxics().replace(changed)) {
                    throw noToxic();
                }
                yield Answer.ok(Json.toxic(changed));
            }
            case "DELETE" -> {
                if (!link.toxics().remove(name)) {
                    throw noToxic();
                }
                yield Answer.nothing();
            }
            default -> throw notAllowed();
        };
    }

    private Answer reset() throws ApiException {
        proxies.reset();
        return Answer.nothing();
    }

    private Answer populate(String body) throws ApiException {
        ArrayNode all = Json.array();
        for (String name : proxies.populate(Json.parse(body))) {
            all.add(Json.proxy(name, proxies.find(name)));
        }
        ObjectNode answer = Json.object();
        answer.set("proxies", all);
        return new Answer(201, answer);
    }

    private static Answer only(String allowed, String method, List<String> path, int parts, Call call)
            throws ApiException {
        if (path.size() != parts) {
            throw notFound();
        }
        if (!allowed.equals(method)) {
            throw notAllowed();
        }
        return call.call();
    }

    private static ApiException noToxic() {
        return new ApiException(404, "toxic not found");
    }

    private static ApiException notFound() {
        return new ApiException(404, "404 page not found");
    }

    private static ApiException notAllowed() {
        return new ApiException(405, "method not allowed");
    }

    private interface Call {
        Answer call() throws ApiException;
    }
}

package dev.sinkproof.link.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.link.Link;
import dev.sinkproof.link.toxic.NamedToxic;
import dev.sinkproof.link.toxic.Toxic;
import dev.sinkproof.link.toxic.ToxicStream;
import dev.sinkproof.link.toxic.Toxics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proxies and toxics as the API writes them. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode parse(String text) throws ApiException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw ApiException.badBody("EOF");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiException.badBody(e.getOriginalMessage());
        }
    }

    static ObjectNode proxy(String name, Link link) {
        ObjectNode json = object().put("name", name)
                .put("listen", Addresses.text(link.route().listen()))
                .put("upstream", Addresses.text(link.route().upstream()))
                .put("enabled", link.enabled());
        json.set("toxics", toxics(link.toxics().list()));
        return json;
    }

    static ArrayNode toxics(List<NamedToxic> toxics) {
        ArrayNode json = array();
        toxics.forEach(toxic -> json.add(toxic(toxic)));
        return json;
    }

    static ObjectNode toxic(NamedToxic toxic) {
        ObjectNode json = object().put("name", toxic.name())
                .put("type", toxic.toxic().type())
                .put("stream", toxic.stream().id())
                .put("toxicity", toxic.toxicity());
        ObjectNode attributes = json.putObject("attributes");
        toxic.toxic().attributes().forEach(attributes::put);
        return json;
    }

    /** A toxic that is to be created. */
    static NamedToxic newToxic(JsonNode json) throws ApiException {
        String type = text(json, "type", "");
        ToxicStream stream = stream(text(json, "stream", ToxicStream.DOWNSTREAM.id()));
        Toxic toxic = toxic(type, attributes(json));
        String name = text(json, "name", "");
        return new NamedToxic(name.isEmpty() ? type + "_" + stream.id() : name, stream, toxicity(json, 1), toxic);
    }

    /** A toxic with what the body changes. */
    static NamedToxic changed(NamedToxic before, JsonNode json) throws ApiException {
        Map<String, Long> attributes = new HashMap<>(before.toxic().attributes());
        attributes.putAll(attributes(json));
        Toxic toxic = toxic(before.toxic().type(), attributes);
        return new NamedToxic(before.name(), before.stream(), toxicity(json, before.toxicity()), toxic);
    }

    /** A text; the other one when it is absent. */
    static String text(JsonNode json, String field, String otherwise) throws ApiException {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw ApiException.badBody(field + " must be a text");
        }
        return value.textValue();
    }

    /** A truth value; the other one when it is absent. */
    static boolean flag(JsonNode json, String field, boolean otherwise) throws ApiException {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw ApiException.badBody(field + " must be true or false");
        }
        return value.booleanValue();
    }

    private static ToxicStream stream(String text) throws ApiException {
        return Arrays.stream(ToxicStream.values())
                .filter(stream -> stream.id().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new ApiException(400, "stream was invalid, can be either upstream or downstream"));
    }

    private static Toxic toxic(String type, Map<String, Long> attributes) throws ApiException {
        try {
            return Toxics.of(type, attributes).orElseThrow(() -> new ApiException(400, "invalid toxic type"));
        } catch (IllegalArgumentException e) {
            throw ApiException.badBody(e.getMessage());
        }
    }

    private static double toxicity(JsonNode json, double otherwise) throws ApiException {
        JsonNode value = json.path("toxicity");
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw ApiException.badBody("toxicity must be a number");
        }
        return value.doubleValue();
    }

    private static Map<String, Long> attributes(JsonNode json) throws ApiException {
        Map<String, Long> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> attribute : json.path("attributes").properties()) {
            // Some clients write whole numbers as 100.0.
            boolean whole = attribute.getValue().isNumber()
                    && attribute.getValue().doubleValue()
                            == attribute.getValue().longValue();
            if (!whole) {
                throw ApiException.badBody(attribute.getKey() + " must be a whole number");
            }
            attributes.put(attribute.getKey(), attribute.getValue().longValue());
        }
        return attributes;
    }
}

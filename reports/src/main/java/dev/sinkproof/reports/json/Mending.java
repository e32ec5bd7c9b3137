package dev.sinkproof.reports.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.model.Culprit;
import dev.sinkproof.model.GuaranteeOutcome;
import dev.sinkproof.model.MayBeNull;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.Outcome;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.Since;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes results readable that miss something: what an older minor version of the form does not have is empty, what is missing
 * or unreadable otherwise is a hole that is named, and left out together with the smallest element that cannot do without it.
 */
final class Mending {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What stands for a word that is missing: the one that claims nothing. */
    private static final Map<Class<?>, Enum<?>> CLAIMS_NOTHING = Map.of(
            Outcome.class, Outcome.INCONCLUSIVE,
            GuaranteeOutcome.Status.class, GuaranteeOutcome.Status.UNDECIDED,
            Culprit.class, Culprit.UNDETERMINED,
            OrderClaim.class, OrderClaim.NONE);

    private final int minor;
    private final List<String> holes = new ArrayList<>();

    private Mending(int minor) {
        this.minor = minor;
    }

    /** A place that cannot be mended, so that what it belongs to is left out. */
    private static final class Unmendable extends Exception {
        private static final long serialVersionUID = 1L;

        Unmendable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The tree with everything that {@link Results} needs.
     *
     * @param holes names of what is missing are added here, as paths
     * @return null when too much is missing; {@code holes} then ends with what
     */
    static JsonNode results(JsonNode tree, List<String> holes) {
        Mending mending = new Mending(tree.path("schemaMinor").asInt(0));
        try {
            return mending.mended(tree, Results.class, "");
        } catch (Unmendable e) {
            mending.holes.add(e.getMessage());
            return null;
        } finally {
            holes.addAll(mending.holes);
        }
    }

    private JsonNode mended(JsonNode node, Type type, String path) throws Unmendable {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(node, arguments[0], path) : map(node, arguments[1], path);
        }
        Class<?> raw = (Class<?>) type;
        return raw.isRecord() ? object(node, raw, path) : plain(node, raw, path);
    }

    private JsonNode list(JsonNode node, Type element, String path) {
        if (!node.isArray()) {
            holes.add(path + " is no list");
            return NODES.arrayNode();
        }
        ArrayNode whole = NODES.arrayNode();
        for (int i = 0; i < node.size(); i++) {
            int holesBefore = holes.size();
            try {
                whole.add(readable(mended(node.get(i), element, path + "/" + i), element, path + "/" + i));
            } catch (Unmendable e) {
                holes.subList(holesBefore, holes.size()).clear();
                holes.add(e.getMessage() + ", so that " + path + "/" + i + " is left out");
            }
        }
        return whole;
    }

    /** Elements that carry rules of their own must also be accepted by them. */
    private static JsonNode readable(JsonNode mended, Type element, String path) throws Unmendable {
        if (element instanceof Class<?> raw && raw.isRecord()) {
            try {
                ResultsJson.value(mended, raw);
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new Unmendable(path + " breaks a rule (" + e.getOriginalMessage() + ")");
            }
        }
        return mended;
    }

    private JsonNode map(JsonNode node, Type value, String path) {
        ObjectNode whole = NODES.objectNode();
        if (!node.isObject()) {
            holes.add(path + " is no map");
            return whole;
        }
        node.properties().forEach(entry -> {
            try {
                whole.set(entry.getKey(), mended(entry.getValue(), value, path + "/" + entry.getKey()));
            } catch (Unmendable e) {
                holes.add(e.getMessage());
            }
        });
        return whole;
    }

    private JsonNode object(JsonNode node, Class<?> record, String path) throws Unmendable {
        if (!node.isObject()) {
            throw new Unmendable(path + " is no object");
        }
        ObjectNode whole = NODES.objectNode();
        for (RecordComponent component : record.getRecordComponents()) {
            whole.set(component.getName(), component(node.get(component.getName()), component, path));
        }
        return whole;
    }

    private JsonNode component(JsonNode node, RecordComponent component, String path) throws Unmendable {
        String here = path + "/" + component.getName();
        Type type = component.getGenericType();
        if (node == null) {
            return missing(component, here);
        }
        if (node.isNull() && !component.getType().isPrimitive() && !(type instanceof ParameterizedType)) {
            return node;
        }
        int holesBefore = holes.size();
        try {
            return mended(node, type, here);
        } catch (Unmendable e) {
            holes.subList(holesBefore, holes.size()).clear();
            JsonNode empty = empty(component, e.getMessage());
            holes.add(e.getMessage());
            return empty;
        }
    }

    private JsonNode missing(RecordComponent component, String here) throws Unmendable {
        Since since = component.getAnnotation(Since.class);
        if (since != null && since.value() > minor) {
            return empty(component, here + " is missing");
        }
        JsonNode empty = empty(component, here + " is missing");
        holes.add(here + " is missing");
        return empty;
    }

    /** A value that claims nothing. */
    private static JsonNode empty(RecordComponent component, String why) throws Unmendable {
        Class<?> type = component.getType();
        if (component.isAnnotationPresent(MayBeNull.class)) {
            return NODES.nullNode();
        } else if (type == List.class) {
            return NODES.arrayNode();
        } else if (type == Map.class) {
            return NODES.objectNode();
        } else if (type == String.class) {
            return NODES.textNode("");
        } else if (type == boolean.class) {
            return NODES.booleanNode(false);
        } else if (type == long.class || type == int.class) {
            return NODES.numberNode(0);
        } else if (CLAIMS_NOTHING.containsKey(type)) {
            return NODES.textNode(CLAIMS_NOTHING.get(type).name());
        }
        throw new Unmendable(why);
    }

    private static JsonNode plain(JsonNode node, Class<?> type, String path) throws Unmendable {
        boolean fits = type == String.class
                ? node.isTextual()
                : type == boolean.class
                        ? node.isBoolean()
                        : type.isEnum() ? known(node.asText(), type) : node.isIntegralNumber();
        if (!fits) {
            throw new Unmendable(
                    path + (type.isEnum() ? " is a word that this Sinkproof does not know" : " cannot be read"));
        }
        return node;
    }

    private static boolean known(String word, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(each -> ((Enum<?>) each).name().equals(word));
    }
}

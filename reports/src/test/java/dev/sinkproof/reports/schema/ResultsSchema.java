package dev.sinkproof.reports.schema;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sinkproof.model.MayBeNull;
import dev.sinkproof.model.Results;
import dev.sinkproof.model.Since;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Makes the JSON Schema of results from the records that they are made of, and says in it what their Javadoc says. */
final class ResultsSchema {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new TreeMap<>();
    private final JavadocOf javadoc;

    private ResultsSchema(Path modelSources) {
        this.javadoc = new JavadocOf(modelSources);
    }

    /**
     * The schema as it is published.
     *
     * @param modelSources folder of the model's source files
     */
    static String of(Path modelSources) throws IOException {
        ResultsSchema schema = new ResultsSchema(modelSources);
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put(
                "title",
                "Results of a Sinkproof suite, version " + Results.SCHEMA_VERSION + "." + Results.SCHEMA_MINOR);
        schema.fill(root, Results.class);
        ObjectNode version = (ObjectNode) root.get("properties").get("schemaVersion");
        version.put("const", Results.SCHEMA_VERSION);
        ObjectNode defs = root.putObject("$defs");
        schema.definitions.forEach(defs::set);
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private void fill(ObjectNode node, Class<?> record) throws IOException {
        node.put("type", "object");
        node.put("description", javadoc.summary(record));
        ObjectNode properties = node.putObject("properties");
        var required = NODES.arrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode property = type(component.getGenericType());
            if (component.isAnnotationPresent(MayBeNull.class)) {
                property = orNull(property);
            }
            Since since = component.getAnnotation(Since.class);
            property.put(
                    "description",
                    javadoc.param(record, component.getName())
                            + (since == null ? "" : " (since " + Results.SCHEMA_VERSION + "." + since.value() + ")"));
            properties.set(component.getName(), property);
            if (since == null) {
                required.add(component.getName());
            }
        }
        node.set("required", required);
    }

    private static ObjectNode orNull(ObjectNode property) {
        ObjectNode either = NODES.objectNode();
        either.putArray("anyOf").add(property).addObject().put("type", "null");
        return either;
    }

    private ObjectNode type(Type type) throws IOException {
        ObjectNode node = NODES.objectNode();
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (arguments.length == 1) {
                node.put("type", "array").set("items", type(arguments[0]));
            } else {
                node.put("type", "object").set("additionalProperties", type(arguments[1]));
            }
            return node;
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return node.put("type", "string");
        } else if (raw == boolean.class) {
            return node.put("type", "boolean");
        } else if (raw == long.class || raw == int.class || raw == Long.class || raw == Integer.class) {
            return node.put("type", "integer");
        }
        return node.put("$ref", "#/$defs/" + define(raw));
    }

    private String define(Class<?> raw) throws IOException {
        String name = raw.isMemberClass()
                ? raw.getDeclaringClass().getSimpleName() + raw.getSimpleName()
                : raw.getSimpleName();
        if (!definitions.containsKey(name)) {
            ObjectNode node = NODES.objectNode();
            definitions.put(name, node);
            if (raw.isEnum()) {
                node.put("description", javadoc.summary(raw));
                var words = node.putArray("enum");
                Arrays.stream(raw.getEnumConstants())
                        .map(each -> ((Enum<?>) each).name())
                        .forEach(words::add);
            } else if (raw.isRecord()) {
                fill(node, raw);
            } else {
                throw new IllegalStateException("the schema has no way to say " + raw);
            }
        }
        return name;
    }
}

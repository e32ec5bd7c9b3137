package dev.sinkproof.sinks.s3;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** A short name for a schema that is the same in every worker: its name and version, and a sum over its structure. */
final class SchemaId {
    private SchemaId() {}

    /** Null for no schema. */
    static String of(Schema schema) {
        if (schema == null) {
            return null;
        }
        CRC32 sum = new CRC32();
        StringBuilder structure = new StringBuilder();
        describe(schema, structure);
        sum.update(structure.toString().getBytes(StandardCharsets.UTF_8));
        String name = schema.name() == null ? schema.type().getName() : schema.name();
        String version = schema.version() == null ? "" : ":" + schema.version();
        return ascii(name) + version + ":" + Long.toHexString(sum.getValue());
    }

    /** Metadata travels in HTTP headers. */
    private static String ascii(String name) {
        return name.replaceAll("[^\\x21-\\x7e]", "_");
    }

    private static void describe(Schema schema, StringBuilder text) {
        text.append(schema.type())
                .append(schema.name())
                .append(schema.version())
                .append(schema.isOptional());
        if (schema.parameters() != null) {
            new java.util.TreeMap<>(schema.parameters())
                    .forEach((name, value) -> text.append(name).append(value));
        }
        switch (schema.type()) {
            case STRUCT -> {
                for (Field field : schema.fields()) {
                    text.append(field.name());
                    describe(field.schema(), text);
                }
            }
            case ARRAY -> describe(schema.valueSchema(), text);
            case MAP -> {
                describe(schema.keySchema(), text);
                describe(schema.valueSchema(), text);
            }
            default -> text.append('.');
        }
    }
}

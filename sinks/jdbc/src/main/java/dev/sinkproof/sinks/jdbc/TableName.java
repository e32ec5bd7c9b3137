package dev.sinkproof.sinks.jdbc;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A table's name.
 *
 * @param schema its schema; null means the first of the session's search path
 * @param name its name in that schema, case kept
 */
record TableName(String schema, String name) {
    /** PostgreSQL cuts longer names, which would make two tables one. */
    static final int MAX_BYTES = 63;

    private static final String TOPIC = "${topic}";

    TableName {
        checkLength(schema);
        checkLength(name);
    }

    /**
     * The table that a format names for a topic.
     *
     * @throws ConnectException when PostgreSQL cannot have a table of this name
     */
    static TableName of(String format, String topic) {
        int dot = format.indexOf('.');
        String schema = dot < 0 ? null : format.substring(0, dot).replace(TOPIC, topic);
        return new TableName(schema, format.substring(dot + 1).replace(TOPIC, topic));
    }

    TableName withSuffix(String suffix) {
        return new TableName(schema, name + suffix);
    }

    /** As SQL takes it. */
    String quoted() {
        return schema == null ? quote(name) : quote(schema) + "." + quote(name);
    }

    @Override
    public String toString() {
        return quoted();
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static void checkLength(String identifier) {
        if (identifier != null && identifier.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new ConnectException("table name " + quote(identifier) + " is longer than the " + MAX_BYTES
                    + " bytes that PostgreSQL keeps; choose a shorter " + JdbcSinkConfig.TABLE_NAME_FORMAT);
        }
    }
}

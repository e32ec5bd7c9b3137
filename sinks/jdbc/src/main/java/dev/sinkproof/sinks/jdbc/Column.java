package dev.sinkproof.sinks.jdbc;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/**
 * A column as records need it.
 *
 * @param name its name, exactly as in the record's schema
 * @param type its type
 */
record Column(String name, ColumnType type) {
    Column {
        if (name.getBytes(StandardCharsets.UTF_8).length > TableName.MAX_BYTES) {
            throw new DataException("field name " + TableName.quote(name) + " is longer than the " + TableName.MAX_BYTES
                    + " bytes that PostgreSQL keeps of a column's name");
        }
    }

    String quoted() {
        return TableName.quote(name);
    }

    /** {@code "name" type} */
    String declaration() {
        return quoted() + " " + type.sqlType();
    }
}

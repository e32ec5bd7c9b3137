package dev.sinkproof.sinks.jdbc;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Takes one column's value out of a record's key or value.
 *
 * @param column the column
 * @param field the struct's field; null when the whole key is the value
 */
record FieldReader(Column column, Field field) {
    static FieldReader of(Field field) {
        try {
            return new FieldReader(new Column(field.name(), ColumnType.of(field.schema())), field);
        } catch (DataException e) {
            throw new DataException("field " + field.name() + ": " + e.getMessage(), e);
        }
    }

    static FieldReader ofWhole(String column, Schema schema) {
        return new FieldReader(new Column(column, ColumnType.of(schema)), null);
    }

    /** @throws DataException when the value cannot be kept unchanged */
    Object read(Object container) {
        try {
            return column.type().element(field == null ? container : value((Struct) container));
        } catch (DataException e) {
            throw new DataException("field " + column.name() + ": " + e.getMessage(), e);
        }
    }

    /** An explicit null of an optional field stays null, though its schema has a default. */
    private Object value(Struct struct) {
        Object value = struct.getWithoutDefault(field.name());
        return value == null && !field.schema().isOptional() ? field.schema().defaultValue() : value;
    }
}

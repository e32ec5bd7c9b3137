package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/** What one record does to the target: a row to write, or a key to delete. Immutable. */
final class Row {
    private final SinkRecord source;
    private final RowShape shape;
    private final Object[] elements;
    private final boolean deletion;

    /** @param elements array elements in the order of the shape's columns; not changed afterwards */
    Row(SinkRecord source, RowShape shape, Object[] elements, boolean deletion) {
        this.source = source;
        this.shape = shape;
        this.elements = elements;
        this.deletion = deletion;
    }

    SinkRecord source() {
        return source;
    }

    RowShape shape() {
        return shape;
    }

    boolean deletion() {
        return deletion;
    }

    Object element(int column) {
        return elements[column];
    }

    /** The key, such that two rows are equal in it exactly when PostgreSQL takes their keys as equal. */
    List<Object> key() {
        List<Column> keys = shape.keys();
        List<Object> key = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            key.add(keys.get(i).type().canonical(elements[i]));
        }
        return key;
    }
}

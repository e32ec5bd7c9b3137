package dev.sinkproof.sinks.s3;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A field of the value by its name; dots lead into nested structs. */
final class FieldPath {
    private final String path;
    private final String[] names;

    FieldPath(String path) {
        this.path = path;
        this.names = path.split("\\.", -1);
    }

    /**
     * A field's content.
     *
     * @param schema null when it has none
     */
    record Found(Schema schema, Object value) {}

    String path() {
        return path;
    }

    /** @throws DataException when the value has no such field, or it is null */
    Found in(SinkRecord record) {
        Found found = new Found(record.valueSchema(), record.value());
        for (String name : names) {
            found = step(found, name);
            if (found.value() == null) {
                throw new DataException("the value has no field " + path + ", or it is null");
            }
        }
        return found;
    }

    private static Found step(Found outer, String name) {
        if (outer.value() instanceof Struct struct) {
            Field field = struct.schema().field(name);
            return field == null ? new Found(null, null) : new Found(field.schema(), struct.get(field));
        }
        Object value = outer.value() instanceof Map<?, ?> map ? map.get(name) : null;
        return new Found(null, value);
    }
}

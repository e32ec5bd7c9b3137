package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes rows without repeating what they have in common. A shape (container and column names) gets a line of its own before
 * the first row that has it: {@code {"shape":0,"container":"public.t","fields":["id","name"]}}; a row is the number of its
 * shape and its values: {@code [0,17,"x"]}. Used by one thread.
 */
final class RowWriter {
    static final String SHAPE = "shape";
    static final String CONTAINER = "container";
    static final String FIELDS = "fields";

    private record Shape(String container, List<String> fields) {
        boolean fits(TargetRow row) {
            return fields.size() == row.fields().size() && container.equals(row.container()) && sameNames(row.fields());
        }

        private boolean sameNames(Map<String, Object> row) {
            int i = 0;
            for (String name : row.keySet()) {
                if (!name.equals(fields.get(i++))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final JsonGenerator json;
    private final Map<Shape, Integer> shapes = new HashMap<>();
    private Shape last;
    private int lastNumber;

    RowWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the row's shape where it is new; to be called outside of any element. */
    void announce(TargetRow row) throws IOException {
        number(row);
    }

    /** Writes the row, which was announced. */
    void write(TargetRow row) throws IOException {
        json.writeStartArray();
        json.writeNumber(number(row));
        for (Object value : row.fields().values()) {
            Values.write(json, value);
        }
        json.writeEndArray();
    }

    private int number(TargetRow row) throws IOException {
        if (last == null || !last.fits(row)) {
            last = new Shape(row.container(), List.copyOf(row.fields().keySet()));
            Integer known = shapes.get(last);
            lastNumber = known == null ? add(last) : known;
        }
        return lastNumber;
    }

    private int add(Shape shape) throws IOException {
        int number = shapes.size();
        shapes.put(shape, number);
        json.writeStartObject();
        json.writeNumberField(SHAPE, number);
        json.writeStringField(CONTAINER, shape.container());
        json.writeArrayFieldStart(FIELDS);
        for (String field : shape.fields()) {
            json.writeString(field);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        return number;
    }
}

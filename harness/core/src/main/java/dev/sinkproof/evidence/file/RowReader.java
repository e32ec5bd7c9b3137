package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sinkproof.evidence.TargetRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of elements that hold rows, as {@link RowWriter} writes them, up to the line that ends the file:
 * {@code {"end":2}} with the number of elements. Used by one thread.
 *
 * @param <T> kind of element
 */
final class RowReader<T> implements EvidenceFile.LineReader<T> {
    /** Reads the element whose first token is the parser's current one. */
    @FunctionalInterface
    interface ElementReader<T> {
        T read(JsonParser json, RowReader<T> rows) throws IOException;
    }

    static final String END = "end";

    private record Shape(String container, List<String> fields) {}

    private final ElementReader<T> elementReader;
    private final List<Shape> shapes = new ArrayList<>();
    private long elements;
    private boolean ended;

    RowReader(ElementReader<T> elementReader) {
        this.elementReader = elementReader;
    }

    @Override
    public T read(JsonParser json) throws IOException {
        if (ended) {
            throw new IllegalArgumentException("expected nothing behind the end");
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readMark(json);
            return null;
        }
        elements++;
        return elementReader.read(json, this);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    private void readMark(JsonParser json) throws IOException {
        if (END.equals(json.nextFieldName())) {
            readEnd(json);
        } else {
            readShape(json);
        }
        Json.next(json, JsonToken.END_OBJECT);
    }

    private void readEnd(JsonParser json) throws IOException {
        long written = Json.nextLong(json);
        if (written != elements) {
            throw new IllegalArgumentException("expected " + written + " elements, but got " + elements);
        }
        ended = true;
    }

    private void readShape(JsonParser json) throws IOException {
        if (Json.nextLong(json) != shapes.size()) {
            throw new IllegalArgumentException("expected shape " + shapes.size());
        }
        Json.nextField(json, RowWriter.CONTAINER);
        String container = Json.nextText(json);
        Json.nextField(json, RowWriter.FIELDS);
        Json.next(json, JsonToken.START_ARRAY);
        List<String> fields = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            fields.add(json.getText());
        }
        shapes.add(new Shape(container, fields));
    }

    /** Reads the row that begins at the parser's current token. */
    TargetRow row(JsonParser json) throws IOException {
        Json.require(json, JsonToken.START_ARRAY);
        Shape shape = shape(Json.nextLong(json));
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String field : shape.fields()) {
            json.nextToken();
            fields.put(field, Values.read(json));
        }
        Json.next(json, JsonToken.END_ARRAY);
        return new TargetRow(shape.container(), fields);
    }

    private Shape shape(long number) {
        if (number < 0 || number >= shapes.size()) {
            throw new IllegalArgumentException("expected one of " + shapes.size() + " shapes, but got " + number);
        }
        return shapes.get((int) number);
    }
}

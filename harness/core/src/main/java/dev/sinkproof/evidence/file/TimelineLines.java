package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of a timeline as JSON lines: objects with the fields of the records, an attribute for each field of another. */
final class TimelineLines implements EvidenceFile.LineReader<TimelineEvent> {
    private static final String SEQUENCE = "sequence";
    private static final String EPOCH_MICROS = "epochMicros";
    private static final String SOURCE = "source";
    private static final String NAME = "name";
    private static final String TASK = "task";
    private static final String SPANS = "spans";
    private static final String ATTRIBUTES = "attributes";
    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String COUNT = "count";

    static void write(JsonGenerator json, TimelineEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField(SEQUENCE, event.sequence());
        json.writeNumberField(EPOCH_MICROS, event.epochMicros());
        json.writeStringField(SOURCE, event.source());
        json.writeStringField(NAME, event.name());
        json.writeStringField(TASK, event.task());
        json.writeArrayFieldStart(SPANS);
        for (OffsetSpan span : event.spans()) {
            write(json, span);
        }
        json.writeEndArray();
        json.writeObjectFieldStart(ATTRIBUTES);
        // An event's attributes have no order of their own; sorted, the same run gives the same text.
        for (Map.Entry<String, String> attribute : new TreeMap<>(event.attributes()).entrySet()) {
            json.writeStringField(attribute.getKey(), attribute.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void write(JsonGenerator json, OffsetSpan span) throws IOException {
        json.writeStartObject();
        json.writeStringField(TOPIC, span.topic());
        json.writeNumberField(PARTITION, span.partition());
        json.writeNumberField(FIRST, span.first());
        json.writeNumberField(LAST, span.last());
        json.writeNumberField(COUNT, span.count());
        json.writeEndObject();
    }

    @Override
    public TimelineEvent read(JsonParser json) throws IOException {
        Json.require(json, JsonToken.START_OBJECT);
        return new TimelineEvent(
                number(json, SEQUENCE),
                number(json, EPOCH_MICROS),
                text(json, SOURCE),
                text(json, NAME),
                task(json),
                spans(json),
                attributes(json));
    }

    private static String task(JsonParser json) throws IOException {
        Json.nextField(json, TASK);
        return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static List<OffsetSpan> spans(JsonParser json) throws IOException {
        Json.nextField(json, SPANS);
        Json.next(json, JsonToken.START_ARRAY);
        List<OffsetSpan> spans = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            spans.add(span(json));
        }
        return spans;
    }

    private static OffsetSpan span(JsonParser json) throws IOException {
        OffsetSpan span = new OffsetSpan(
                text(json, TOPIC),
                Math.toIntExact(number(json, PARTITION)),
                number(json, FIRST),
                number(json, LAST),
                number(json, COUNT));
        Json.next(json, JsonToken.END_OBJECT);
        return span;
    }

    private static Map<String, String> attributes(JsonParser json) throws IOException {
        Json.nextField(json, ATTRIBUTES);
        Json.next(json, JsonToken.START_OBJECT);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            attributes.put(name, Json.nextText(json));
        }
        return attributes;
    }

    private static long number(JsonParser json, String field) throws IOException {
        Json.nextField(json, field);
        return Json.nextLong(json);
    }

    private static String text(JsonParser json, String field) throws IOException {
        Json.nextField(json, field);
        return Json.nextText(json);
    }

    @Override
    public boolean ended() {
        return true;
    }
}

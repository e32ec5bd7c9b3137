package dev.sinkproof.evidence.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/** How evidence is written as JSON. */
final class Json {
    /** Beyond ASCII everything is escaped: a lone surrogate has no UTF-8 form. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    /** Writes elements with nothing between them; whoever writes ends the line. */
    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setRootValueSeparator(null);
    }

    /** @throws IllegalArgumentException when the parser is at another token */
    static void require(JsonParser parser, JsonToken expected) throws IOException {
        if (parser.currentToken() != expected) {
            throw new IllegalArgumentException("expected " + expected + ", but got " + parser.currentToken());
        }
    }

    /** Goes on and reads text. */
    static String nextText(JsonParser parser) throws IOException {
        String text = parser.nextTextValue();
        require(parser, JsonToken.VALUE_STRING);
        return text;
    }

    /** Goes on and reads a whole number. */
    static long nextLong(JsonParser parser) throws IOException {
        parser.nextToken();
        require(parser, JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    /** Goes on and demands a token. */
    static void next(JsonParser parser, JsonToken expected) throws IOException {
        parser.nextToken();
        require(parser, expected);
    }

    /** Goes on to the name of a field and demands that it is this one. */
    static void nextField(JsonParser parser, String name) throws IOException {
        if (!name.equals(parser.nextFieldName())) {
            throw new IllegalArgumentException("expected the field " + name + ", but got " + parser.currentName());
        }
    }
}

package dev.sinkproof.check;

import dev.sinkproof.evidence.TargetRow;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Canonical values as text for people: bytes in hexadecimal, texts quoted, long ones cut. */
final class Values {
    /** Characters of one value that are shown. */
    static final int VALUE_MAX = 80;
    /** Bytes of one value that are shown. */
    private static final int BYTES_MAX = 39;
    /** Characters of one row that are shown. */
    static final int ROW_MAX = 400;

    private Values() {}

    static String show(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length <= BYTES_MAX
                    ? "0x" + HexFormat.of().formatHex(bytes)
                    : "0x" + HexFormat.of().formatHex(bytes, 0, BYTES_MAX) + "… (" + bytes.length + " bytes)";
        }
        return value instanceof String text ? quoted(cut(text, VALUE_MAX)) : cut(value.toString(), VALUE_MAX);
    }

    static String show(TargetRow row) {
        return cut(
                row.fields().entrySet().stream().map(Values::field).collect(Collectors.joining(", ", "{", "}")),
                ROW_MAX);
    }

    private static String field(Map.Entry<String, Object> field) {
        return field.getKey() + "=" + show(field.getValue());
    }

    /** Control and format characters are written as escapes, so that they are seen and do no harm where they are shown. */
    private static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            int type = Character.getType(character);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                shown.append(String.format("\\u%04X", character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.append('"').toString();
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
}

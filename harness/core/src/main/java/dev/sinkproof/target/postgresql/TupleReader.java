package dev.sinkproof.target.postgresql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the tuples of one table: {@code id[bigint]:1 "Na me"[text]:'it''s' tags[text[]]:null big[text]:unchanged-toast-datum}.
 * A column whose large value an update left as it was is absent from the result.
 *
 * <p>The heads of the columns are the same from row to row, so they are remembered. Used by one thread.
 */
final class TupleReader {
    /** The tuples of one line; either is null where the line has none. */
    record Tuples(Map<String, Object> before, Map<String, Object> row) {}

    private record Column(String head, String name, PostgresValues.Decoder decoder) {}

    private static final String OLD_KEY = " old-key:";
    private static final String NEW_TUPLE = " new-tuple:";
    private static final String NO_DATA = " (no-tuple-data)";
    private static final String NULL = "null";
    private static final String UNCHANGED = "unchanged-toast-datum";

    private final PostgresValues values;
    private final List<Column> known = new ArrayList<>();
    private String line = "";
    private int at;

    TupleReader(PostgresValues values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException when the text has another form */
    Tuples read(TestDecodingLine.Change change) {
        line = change.text();
        at = change.tuplesAt();
        Map<String, Object> before = null;
        if (skip(OLD_KEY)) {
            before = tuple();
            if (!skip(NEW_TUPLE)) {
                throw TestDecodingParser.unexpected(line, at, "new-tuple:");
            }
        }
        return new Tuples(before, skip(NO_DATA) ? null : tuple());
    }

    private Map<String, Object> tuple() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int index = 0; at < line.length() && !line.startsWith(NEW_TUPLE, at); index++) {
            addField(column(index), fields);
        }
        return fields;
    }

    private Column column(int index) {
        Column expected = index < known.size() ? known.get(index) : null;
        if (expected == null || !line.startsWith(expected.head(), at)) {
            expected = parseColumn();
            known.subList(Math.min(index, known.size()), known.size()).clear();
            known.add(expected);
        }
        at += expected.head().length();
        return expected;
    }

    private Column parseColumn() {
        if (!line.startsWith(" ", at)) {
            throw TestDecodingParser.unexpected(line, at, "a column");
        }
        int open = QuotedText.identifierEnd(line, at + 1, "[");
        int close = typeEnd(open + 1);
        if (!line.startsWith("]:", close)) {
            throw TestDecodingParser.unexpected(line, at, "a column with its type");
        }
        String name = QuotedText.identifier(line, at + 1, open);
        return new Column(line.substring(at, close + 2), name, values.decoder(line.substring(open + 1, close)));
    }

    /** Types have brackets of their own, as in {@code text[]}, and names in quotes, as in {@code "char"}. */
    private int typeEnd(int start) {
        int depth = 0;
        for (int end = start; end < line.length(); end++) {
            char c = line.charAt(end);
            if (c == '"') {
                end = QuotedText.closing(line, end, '"');
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && depth-- == 0) {
                return end;
            }
        }
        return line.length();
    }

    private void addField(Column column, Map<String, Object> fields) {
        if (line.startsWith("'", at)) {
            fields.put(column.name(), column.decoder().decode(literal(at)));
        } else if (line.startsWith("B'", at)) {
            fields.put(column.name(), column.decoder().decode(literal(at + 1)));
        } else {
            addBare(column, bare(), fields);
        }
    }

    private void addBare(Column column, String text, Map<String, Object> fields) {
        switch (text) {
            case NULL -> fields.put(column.name(), null);
            case UNCHANGED -> {}
            default -> fields.put(column.name(), column.decoder().decode(text));
        }
    }

    private String literal(int open) {
        int close = QuotedText.closing(line, open, '\'');
        at = close + 1;
        return QuotedText.unquoted(line, open, close, '\'');
    }

    private String bare() {
        int space = line.indexOf(' ', at);
        int end = space < 0 ? line.length() : space;
        String text = line.substring(at, end);
        at = end;
        return text;
    }

    private boolean skip(String mark) {
        boolean there = line.startsWith(mark, at);
        at += there ? mark.length() : 0;
        return there;
    }
}

package dev.sinkproof.target.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as a config names it: {@code orders}, {@code public.orders}, {@code public."My Table"}, {@code My.Table}.
 *
 * <p>Connectors differ in what they take a dot for and in what they quote, so a name is read in every way it can be meant.
 * Without a schema it means that table in any schema. Immutable.
 */
final class TablePattern {
    /** How well a table fits. */
    enum Match {
        NONE,
        /** Apart from upper and lower case. */
        FOLDED,
        EXACT
    }

    private record Reading(String schema, String table) {
        Match match(TableName name) {
            if (fits(name, String::equals)) {
                return Match.EXACT;
            }
            return fits(name, String::equalsIgnoreCase) ? Match.FOLDED : Match.NONE;
        }

        private boolean fits(TableName name, java.util.function.BiPredicate<String, String> same) {
            return same.test(table, name.table()) && (schema == null || same.test(schema, name.schema()));
        }
    }

    /** PostgreSQL cuts longer identifiers at this many bytes. */
    private static final int IDENTIFIER_BYTES_MAX = 63;

    private static final String PART = "(?:\"(?:[^\"]|\"\")+\"|[^\".]+)";
    private static final Pattern IDENTIFIERS = Pattern.compile("(?:(" + PART + ")\\.)?(" + PART + ")");

    private final List<Reading> readings;

    private TablePattern(List<Reading> readings) {
        this.readings = List.copyOf(readings);
    }

    static TablePattern of(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a table of the run has an empty name");
        }
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(null, cut(text)));
        addSplits(text, readings);
        addIdentifiers(text, readings);
        return new TablePattern(readings);
    }

    private static void addSplits(String text, List<Reading> readings) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            readings.add(new Reading(cut(text.substring(0, dot)), cut(text.substring(dot + 1))));
        }
    }

    private static void addIdentifiers(String text, List<Reading> readings) {
        Matcher identifiers = IDENTIFIERS.matcher(text);
        if (text.indexOf('"') >= 0 && identifiers.matches()) {
            String schema = identifiers.group(1);
            readings.add(new Reading(schema == null ? null : unquoted(schema), unquoted(identifiers.group(2))));
        }
    }

    private static String unquoted(String part) {
        return cut(part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part);
    }

    private static String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > IDENTIFIER_BYTES_MAX) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    /** The best fit of any reading. */
    Match match(TableName name) {
        Match best = Match.NONE;
        for (Reading reading : readings) {
            Match match = reading.match(name);
            best = match.compareTo(best) > 0 ? match : best;
        }
        return best;
    }
}

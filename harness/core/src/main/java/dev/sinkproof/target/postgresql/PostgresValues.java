package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.MicroTimestamp;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;

/**
 * From the text form of a PostgreSQL value to its canonical value. Snapshot and history both go through here, so the same
 * value is the same in both.
 *
 * <table>
 * <caption>What becomes what</caption>
 * <tr><td>smallint, integer, bigint, oid</td><td>{@link Long}</td></tr>
 * <tr><td>numeric</td><td>{@link BigDecimal} with its scale; {@code NaN}, {@code Infinity}, {@code -Infinity} as
 * {@link String}</td></tr>
 * <tr><td>real, double precision</td><td>{@link Double}, a real widened exactly</td></tr>
 * <tr><td>boolean</td><td>{@link Boolean}</td></tr>
 * <tr><td>bytea</td><td>{@code byte[]}</td></tr>
 * <tr><td>timestamp with or without time zone</td><td>{@link MicroTimestamp}, without time zone read as UTC;
 * {@code infinity}, {@code -infinity} and the years from 294247, which do not fit, as {@link String}</td></tr>
 * <tr><td>a domain</td><td>as its base type</td></tr>
 * <tr><td>everything else: text, char, uuid, json, enum, date, time, interval, bit, arrays …</td><td>{@link String}, as
 * PostgreSQL prints it; date, time and interval in ISO 8601</td></tr>
 * </table>
 *
 * <p>Immutable.
 */
final class PostgresValues {
    /** Decodes values of one type. */
    @FunctionalInterface
    interface Decoder {
        /** The canonical value of a text that is not null. */
        Object decode(String text);
    }

    private final Map<String, String> domains;

    /** @param domains name of each domain, as {@code format_type} prints it, to the name of its base type */
    PostgresValues(Map<String, String> domains) {
        this.domains = Map.copyOf(domains);
    }

    /** The decoder of a type, named as {@code format_type} prints it, with or without a modifier such as (18,4). */
    Decoder decoder(String type) {
        return switch (baseType(type)) {
            case "smallint", "integer", "bigint", "oid" -> Long::valueOf;
            case "numeric" -> PostgresValues::numeric;
            case "real" -> PostgresValues::real;
            case "double precision" -> Double::valueOf;
            case "boolean" -> PostgresValues::bool;
            case "bytea" -> PostgresValues::bytes;
            case "timestamp without time zone", "timestamp with time zone" -> PostgresValues::timestamp;
            default -> text -> text;
        };
    }

    private String baseType(String type) {
        String base = type;
        while (domains.containsKey(base)) {
            base = domains.get(base);
        }
        return withoutModifier(base);
    }

    private static String withoutModifier(String type) {
        int open = type.indexOf('(');
        int close = type.indexOf(')', open + 1);
        boolean modified = open > 0 && close > open && type.indexOf('"') < 0;
        return modified ? type.substring(0, open) + type.substring(close + 1) : type;
    }

    private static Object numeric(String text) {
        boolean special = Character.isLetter(text.charAt(text.length() - 1));
        return special ? text : new BigDecimal(text);
    }

    private static Object real(String text) {
        return (double) Float.parseFloat(text);
    }

    private static Object bool(String text) {
        return switch (text) {
            case "t", "true" -> true;
            case "f", "false" -> false;
            default -> throw new IllegalArgumentException("expected a boolean, but got " + text);
        };
    }

    private static Object bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new IllegalArgumentException(
                    "expected a bytea in hex, but it starts with " + text.substring(0, Math.min(text.length(), 8)));
        }
        return HexFormat.of().parseHex(text, 2, text.length());
    }

    private static Object timestamp(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        try {
            return new MicroTimestamp(PostgresTimestamps.epochMicros(text));
        } catch (ArithmeticException e) {
            return text;
        }
    }
}

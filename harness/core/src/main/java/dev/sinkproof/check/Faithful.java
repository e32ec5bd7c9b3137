package dev.sinkproof.check;

import dev.sinkproof.evidence.MicroTimestamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Whether a value in the target is a faithful representation of the value in the source log: nothing of it was lost, whatever
 * type the target keeps it in.
 */
final class Faithful {
    private Faithful() {}

    static boolean same(Object expected, Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof Long whole) {
            return actual instanceof Long other ? whole.equals(other) : sameNumber(BigDecimal.valueOf(whole), actual);
        }
        if (expected instanceof String) {
            return expected.equals(actual);
        }
        if (expected instanceof BigDecimal number) {
            return sameNumber(number, actual);
        }
        if (expected instanceof Double number) {
            return sameDouble(number, actual);
        }
        if (expected instanceof Boolean flag) {
            return sameFlag(flag, actual);
        }
        if (expected instanceof MicroTimestamp time) {
            return sameTime(time, actual);
        }
        if (expected instanceof byte[] bytes) {
            return sameBytes(bytes, actual);
        }
        throw new IllegalArgumentException(
                "not a canonical value: " + expected.getClass().getName());
    }

    private static boolean sameNumber(BigDecimal expected, Object actual) {
        BigDecimal number = exactNumber(actual);
        return number != null && expected.compareTo(number) == 0;
    }

    /** The number that {@code value} stands for, exactly; null when it is none. */
    private static BigDecimal exactNumber(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? new BigDecimal(number) : null;
        }
        return value instanceof String text ? parsedNumber(text) : null;
    }

    private static BigDecimal parsedNumber(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A decimal is faithful to a double when it leads back to it. */
    private static boolean sameDouble(double expected, Object actual) {
        if (actual instanceof Double number) {
            return expected == number;
        }
        BigDecimal number = exactNumber(actual);
        return number != null && expected == number.doubleValue();
    }

    private static boolean sameFlag(boolean expected, Object actual) {
        if (actual instanceof Boolean flag) {
            return expected == flag;
        }
        if (actual instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return expected == Boolean.parseBoolean(text);
        }
        return sameNumber(expected ? BigDecimal.ONE : BigDecimal.ZERO, actual);
    }

    private static boolean sameTime(MicroTimestamp expected, Object actual) {
        if (actual instanceof MicroTimestamp time) {
            return expected.equals(time);
        }
        if (actual instanceof String text && text.contains(":")) {
            return sameInstant(expected, text.strip().replace(' ', 'T'));
        }
        return sameNumber(BigDecimal.valueOf(expected.epochMicros()), actual);
    }

    private static boolean sameInstant(MicroTimestamp expected, String text) {
        try {
            Instant instant = text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            return instant.equals(Instant.EPOCH.plus(expected.epochMicros(), ChronoUnit.MICROS));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean sameBytes(byte[] expected, Object actual) {
        if (actual instanceof byte[] bytes) {
            return Arrays.equals(expected, bytes);
        }
        return actual instanceof String text
                && (text.equals(Base64.getEncoder().encodeToString(expected))
                        || text.equalsIgnoreCase(HexFormat.of().formatHex(expected))
                        || text.equalsIgnoreCase("\\x" + HexFormat.of().formatHex(expected)));
    }
}

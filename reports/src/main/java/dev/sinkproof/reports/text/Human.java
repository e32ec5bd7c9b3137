package dev.sinkproof.reports.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;

/** Numbers, durations and times as people read them: thousands separators, units, UTC. */
public final class Human {
    private static final DateTimeFormatter DATE_TIME = format("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter TIME_MICROS = format("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter ISO_SECONDS = format("yyyy-MM-dd'T'HH:mm:ss");

    private static final int KIBI = 1024;
    private static final String UNITS = "KMGT";

    private Human() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** For example {@code 20,000}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** For example {@code 1 record} and {@code 3 records}. */
    public static String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A duration, for example {@code 840 ms}, {@code 3.2 s}, {@code 2 min 5 s}. */
    public static String millis(long millis) {
        if (Math.abs(millis) < 1_000) {
            return millis + " ms";
        }
        if (Math.abs(millis) < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds < 3600 ? minutes(seconds) : count(seconds / 3600) + " h " + minutes(seconds % 3600);
    }

    private static String minutes(long seconds) {
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** A time relative to some origin in a unit that fits {@code step}, for example {@code +2.94 s}. */
    public static String relative(long micros, long stepMicros) {
        String sign = micros > 0 ? "+" : micros < 0 ? "−" : "";
        long size = Math.abs(micros);
        if (size < 1_000 && stepMicros < 1_000) {
            return sign + size + " µs";
        }
        return size < 1_000_000 && stepMicros < 1_000_000
                ? sign + decimals(size, 1_000, stepMicros) + " ms"
                : sign + decimals(size, 1_000_000, stepMicros) + " s";
    }

    /** A duration that may be short, for example {@code 840 µs}, {@code 12.3 ms}, {@code 3.2 s}. */
    public static String micros(long micros) {
        return micros >= 1_000_000
                ? millis(micros / 1_000)
                : relative(micros, 100).replace("+", "");
    }

    /** A size, for example {@code 840 B}, {@code 12.3 KiB}, {@code 3.2 GiB}. */
    public static String bytes(long bytes) {
        if (bytes < KIBI) {
            return count(bytes) + " B";
        }
        double size = bytes;
        int unit = -1;
        // What would be written as 1024.0 belongs to the next unit.
        while (size >= KIBI - 0.05 && unit < UNITS.length() - 1) {
            size /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%,.1f %siB", size, UNITS.charAt(unit));
    }

    /** As many decimals as it takes to tell multiples of {@code step} apart. */
    private static String decimals(long value, long unit, long step) {
        int digits = 0;
        for (long finest = unit; finest > step && digits < 6; finest /= 10) {
            digits++;
        }
        return String.format(Locale.ROOT, "%,." + digits + "f", (double) value / unit);
    }

    /** For example {@code 2026-07-31 14:03:12 UTC}. */
    public static String dateTime(long epochMicros) {
        return DATE_TIME.format(instant(epochMicros));
    }

    /** Time of day in UTC to the microsecond, for example {@code 14:03:12.214812}. */
    public static String timeOfDay(long epochMicros) {
        return TIME_MICROS.format(instant(epochMicros));
    }

    /** As JUnit XML has it: no zone, seconds. */
    public static String isoSeconds(long epochMicros) {
        return ISO_SECONDS.format(instant(epochMicros));
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }

    /** Orders {@code worker-2} before {@code worker-10}; null comes first. */
    public static Comparator<String> natural() {
        return Comparator.nullsFirst(Comparator.comparing(Human::padded).thenComparing(Comparator.naturalOrder()));
    }

    private static String padded(String text) {
        StringBuilder out = new StringBuilder();
        for (String part : text.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1)) {
            boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
            out.append(number ? "0".repeat(Math.max(0, 20 - part.length())) + part : part);
        }
        return out.toString();
    }
}

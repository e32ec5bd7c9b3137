package dev.sinkproof.target.postgresql;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads timestamps in the form that PostgreSQL prints under {@code DateStyle = ISO}. */
final class PostgresTimestamps {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int FRACTION_DIGITS_MAX = 6;

    private final String text;
    private int at;

    private PostgresTimestamps(String text) {
        this.text = text;
    }

    /**
     * Microseconds since 1970-01-01 UTC of a text such as {@code 2020-02-29 23:59:59.000001+05:30} or
     * {@code 0044-03-15 12:00:00 BC}. Without an offset it is read as UTC.
     *
     * @throws IllegalArgumentException when it has another form
     * @throws ArithmeticException when it does not fit a long
     */
    static long epochMicros(String text) {
        try {
            return new PostgresTimestamps(text).parse();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a timestamp in ISO form, but got " + text, e);
        }
    }

    private long parse() {
        int year = number();
        expect('-');
        int month = number();
        expect('-');
        int day = number();
        expect(' ');
        long seconds = clock();
        long micros = fraction();
        seconds -= offset();
        int properYear = beforeChrist() ? 1 - year : year;
        long total = LocalDate.of(properYear, month, day).toEpochDay() * SECONDS_PER_DAY + seconds;
        return Math.addExact(Math.multiplyExact(total, MICROS_PER_SECOND), micros);
    }

    private long clock() {
        long hours = number();
        expect(':');
        long minutes = number();
        expect(':');
        return hours * 3600 + minutes * 60 + number();
    }

    private long fraction() {
        if (!skip('.')) {
            return 0;
        }
        int start = at;
        long micros = number();
        for (int digits = at - start; digits < FRACTION_DIGITS_MAX; digits++) {
            micros *= 10;
        }
        return micros;
    }

    private long offset() {
        if (skip('+')) {
            return offsetSeconds();
        }
        return skip('-') ? -offsetSeconds() : 0;
    }

    private long offsetSeconds() {
        long seconds = number() * 3600L;
        if (skip(':')) {
            seconds += number() * 60L;
        }
        if (skip(':')) {
            seconds += number();
        }
        return seconds;
    }

    private boolean beforeChrist() {
        boolean before = text.startsWith(" BC", at);
        if (at + (before ? 3 : 0) != text.length()) {
            throw unexpected();
        }
        return before;
    }

    private int number() {
        int start = at;
        int value = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            value = Math.addExact(Math.multiplyExact(value, 10), text.charAt(at++) - '0');
        }
        if (at == start) {
            throw unexpected();
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw unexpected();
        }
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private DateTimeException unexpected() {
        return new DateTimeException("unexpected at " + at);
    }
}

package dev.sinkproof.sinks.jdbc;

import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.kafka.connect.errors.DataException;

/** Dates and times in the text form that PostgreSQL reads, in UTC, for every year and without rounding. */
final class PgTemporal {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private PgTemporal() {}

    static String date(java.util.Date value) {
        long millis = value.getTime();
        if (Math.floorMod(millis, MILLIS_PER_DAY) != 0) {
            throw new DataException("a Connect Date must have no time of day, but is " + millis + " ms");
        }
        LocalDate date = LocalDate.ofEpochDay(millis / MILLIS_PER_DAY);
        return date(date) + era(date);
    }

    static String time(java.util.Date value) {
        long millis = value.getTime();
        if (millis < 0 || millis >= MILLIS_PER_DAY) {
            throw new DataException("a Connect Time must lie within a day, but is " + millis + " ms");
        }
        return LocalTime.ofNanoOfDay(millis * NANOS_PER_MILLI).toString();
    }

    static String timestamp(java.util.Date value) {
        long millis = value.getTime();
        return timestamp(
                Math.floorDiv(millis, MILLIS_PER_DAY), Math.floorMod(millis, MILLIS_PER_DAY) * NANOS_PER_MILLI);
    }

    static String microTimestamp(long micros) {
        return timestamp(
                Math.floorDiv(micros, MICROS_PER_DAY), Math.floorMod(micros, MICROS_PER_DAY) * NANOS_PER_MICRO);
    }

    private static String timestamp(long epochDay, long nanoOfDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        return date(date) + " " + LocalTime.ofNanoOfDay(nanoOfDay) + era(date);
    }

    private static String date(LocalDate date) {
        return padded(yearOfEra(date), 4) + "-" + padded(date.getMonthValue(), 2) + "-"
                + padded(date.getDayOfMonth(), 2);
    }

    /** The year before 1 is 1 BC: there is no year 0. */
    private static int yearOfEra(LocalDate date) {
        return date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String padded(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}

package dev.sinkproof.reports;

import dev.sinkproof.model.Prices;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code prices.properties}: {@code currency}, {@code date}, {@code per-1000.OPERATION} and {@code per-1000.*}, {@code storage.gib-month},
 * {@code retention.hours}, and {@code example=true} where the figures are nobody's. The bundled one explains each.
 */
public final class PriceFile {
    /** The file's name beside the results. */
    public static final String NAME = "prices.properties";

    private static final String CURRENCY = "currency";
    private static final String DATE = "date";
    private static final String EXAMPLE = "example";
    private static final String STORAGE = "storage.gib-month";
    private static final String RETENTION = "retention.hours";
    private static final String REQUESTS = "per-1000.";
    private static final String BUNDLED = "the bundled prices";

    private final String where;
    private final Properties entries;

    private PriceFile(String where, Properties entries) {
        this.where = where;
        this.entries = entries;
    }

    /**
     * Reads a table of prices.
     *
     * @throws InvalidResultsException when the file is no such table; the message says where and what
     * @throws IOException when the file cannot be read at all
     */
    public static Prices read(Path file) throws IOException {
        try (Reader text = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
            return parse(file.toString(), text);
        }
    }

    /** Figures that are nobody's, and say so. */
    public static Prices bundled() {
        try (InputStream in = PriceFile.class.getResourceAsStream(NAME);
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return parse(BUNDLED, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Prices parse(String where, Reader text) throws IOException {
        Properties entries = new Properties();
        try {
            entries.load(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidResultsException(where + " is no properties file: " + e.getMessage(), e);
        }
        return new PriceFile(where, entries).prices();
    }

    private Prices prices() throws InvalidResultsException {
        Map<String, String> requests = new TreeMap<>();
        for (String key : new TreeSet<>(entries.stringPropertyNames())) {
            if (key.startsWith(REQUESTS) && key.length() > REQUESTS.length()) {
                requests.put(key.substring(REQUESTS.length()), number(key).toPlainString());
            } else if (!key.equals(CURRENCY)
                    && !key.equals(DATE)
                    && !key.equals(EXAMPLE)
                    && !key.equals(STORAGE)
                    && !key.equals(RETENTION)) {
                throw wrong("has " + key + ", but a table of prices has only " + CURRENCY + ", " + DATE + ", " + EXAMPLE
                        + ", " + STORAGE + ", " + RETENTION + " and " + REQUESTS + "OPERATION");
            }
        }
        return new Prices(
                required(CURRENCY),
                date(),
                "true".equals(entries.getProperty(EXAMPLE, "false").strip()),
                requests,
                entries.containsKey(STORAGE) ? number(STORAGE).toPlainString() : null,
                entries.containsKey(RETENTION) ? number(RETENTION).longValue() : 0);
    }

    private String required(String key) throws InvalidResultsException {
        String value = entries.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw wrong("does not say its " + key);
        }
        return value;
    }

    private String date() throws InvalidResultsException {
        String date = required(DATE);
        try {
            return LocalDate.parse(date).toString();
        } catch (DateTimeParseException e) {
            throw wrong("has " + DATE + "=" + date + ", but a date is written as 2025-01-31");
        }
    }

    private BigDecimal number(String key) throws InvalidResultsException {
        String text = entries.getProperty(key).strip();
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong("has " + key + "=" + text + ", which is no number such as 0.005");
        }
        throw wrong("has " + key + "=" + text + ", which is below 0");
    }

    private InvalidResultsException wrong(String problem) {
        return new InvalidResultsException(where + " " + problem, null);
    }
}

package dev.sinkproof.sinks.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Checks of single settings that Kafka does not bring along. */
final class Validators {
    private static final int MOST_BYTES = 16;

    private Validators() {}

    /** A URL with http or https and a host, or none. Its messages never quote the value, which can hold a login. */
    static final class HttpUrl implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            if (value != null && !accepted((String) value)) {
                throw new ConfigException(name + " must be a URL, http(s)://host:port; it is not");
            }
        }

        private static boolean accepted(String url) {
            try {
                URI uri = new URI(url);
                return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "http(s)://host:port";
        }
    }

    /** What object names may begin with: not empty, no slash at either end, none doubled. */
    static final class Folder implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            String folder = (String) value;
            if (folder.isBlank() || folder.startsWith("/") || folder.endsWith("/") || folder.contains("//")) {
                throw new ConfigException(name, value, "must be a path without a slash at its ends");
            }
        }

        @Override
        public String toString() {
            return "path without a slash at its ends";
        }
    }

    /** A pattern that a time can be written with. */
    static final class TimePattern implements ConfigDef.Validator {
        private static final ZonedDateTime EXAMPLE = Instant.EPOCH.atZone(ZoneOffset.UTC);

        @Override
        public void ensureValid(String name, Object value) {
            try {
                String folder = DateTimeFormatter.ofPattern((String) value).format(EXAMPLE);
                if (folder.isBlank()) {
                    throw new ConfigException(name, value, "makes an empty name");
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new ConfigException(name, value, "is no pattern of a time: " + e.getMessage());
            }
        }

        @Override
        public String toString() {
            return "pattern of java.time.format.DateTimeFormatter";
        }
    }

    /** A text with Java's escapes. */
    static final class Escapes implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            try {
                if (((String) value).translateEscapes().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                    throw new ConfigException(name, value, "is longer than " + MOST_BYTES + " bytes");
                }
            } catch (IllegalArgumentException e) {
                throw new ConfigException(name, value, "holds an escape that Java does not know");
            }
        }

        @Override
        public String toString() {
            return "text with escapes such as \\n";
        }
    }

    /** A time zone that Java knows. */
    static final class Zone implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            try {
                ZoneId.of((String) value);
            } catch (DateTimeException e) {
                throw new ConfigException(name, value, "is no time zone; expected one like UTC or Europe/Berlin");
            }
        }

        @Override
        public String toString() {
            return "time zone, for example Europe/Berlin";
        }
    }
}

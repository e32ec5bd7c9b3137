package dev.sinkproof.sinks.jdbc;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Checks of single settings that Kafka does not bring along. */
final class Validators {
    private Validators() {}

    /** A URL that the PostgreSQL driver takes. Its messages never quote the value, which can hold a password. */
    static final class PostgresUrl implements ConfigDef.Validator {
        private static final String PREFIX = "jdbc:postgresql:";

        @Override
        public void ensureValid(String name, Object value) {
            if (value == null || !accepted((String) value)) {
                throw new ConfigException(
                        name + " must be a PostgreSQL JDBC URL, " + PREFIX + "//host:port/database; it is not");
            }
        }

        private static boolean accepted(String url) {
            return url.startsWith(PREFIX) && org.postgresql.Driver.parseURL(url, null) != null;
        }

        @Override
        public String toString() {
            return PREFIX + "//host:port/database";
        }
    }

    /** {@code table} or {@code schema.table}, neither empty. */
    static final class TableFormat implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            String format = value == null ? "" : (String) value;
            int dot = format.indexOf('.');
            if (format.isBlank() || dot == 0 || dot == format.length() - 1) {
                throw new ConfigException(name, value, "must be table or schema.table");
            }
        }

        @Override
        public String toString() {
            return "table or schema.table";
        }
    }
}

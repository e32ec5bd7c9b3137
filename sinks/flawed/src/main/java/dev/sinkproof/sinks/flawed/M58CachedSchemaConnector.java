package dev.sinkproof.sinks.flawed;

import dev.sinkproof.sinks.jdbc.JdbcSinkConfig;
import dev.sinkproof.sinks.jdbc.JdbcSinkTask;
import dev.sinkproof.sinks.jdbc.TableCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Each restart helps, until the next column. */
@Flaw(
        id = "M58",
        defect = "the schema of the target is cached for ever",
        reportedIn = "confluentinc/kafka-connect-jdbc#1193",
        trigger = "a column is added while the task runs",
        anomalies = {"STUCK"},
        scenario = "schema-field-added-mid-batch")
public final class M58CachedSchemaConnector extends FlawedConnector {
    /** For Connect, which creates connectors by reflection. */
    public M58CachedSchemaConnector() {
        super(Task.class);
    }

    /** The sink with the defect. */
    public static final class Task extends JdbcSinkTask {

        /** For Connect, which creates tasks by reflection. */
        public Task() {}

        @Override
        protected TableCatalog newCatalog(JdbcSinkConfig config) {
            return new Cached(config);
        }
    }

    private static final class Cached extends TableCatalog {
        private final Map<String, Optional<Set<String>>> first = new HashMap<>();

        Cached(JdbcSinkConfig config) {
            super(config);
        }

        /** The defect: the reference asks again when a column is missing. */
        @Override
        protected Optional<Set<String>> columns(Connection connection, String table) throws SQLException {
            if (!first.containsKey(table)) {
                first.put(table, super.columns(connection, table));
            }
            return first.get(table);
        }
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which columns the target's tables have, and the making of those that are missing. What is known is kept until a
 * statement shows that it is out of date. Not thread-safe.
 */
public class TableCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(TableCatalog.class);
    private static final String COLUMNS = "SELECT a.attname FROM pg_catalog.pg_attribute a"
            + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped";

    private final JdbcSinkConfig config;
    private final Map<TableName, Set<String>> known = new HashMap<>();

    /** @param config says what may be made */
    public TableCatalog(JdbcSinkConfig config) {
        this.config = config;
    }

    void forget() {
        known.clear();
    }

    /**
     * Sees to it that a segment's rows have their table and columns. Commits.
     *
     * @throws ConnectException when something is missing that the settings forbid to make
     */
    void ensure(Connection connection, Segment segment) throws SQLException {
        if (!isKnown(segment.shape())) {
            CatalogChange.run(connection, c -> ensureNow(c, segment));
        }
    }

    private boolean isKnown(RowShape shape) {
        Set<String> columns = known.get(shape.table());
        return columns != null && columns.containsAll(names(needed(shape)));
    }

    private void ensureNow(Connection connection, Segment segment) throws SQLException {
        RowShape shape = segment.shape();
        Optional<Set<String>> columns = columns(connection, shape.table().quoted());
        if (columns.isPresent()) {
            known.put(shape.table(), addMissing(connection, shape, columns.get()));
        } else if (!segment.deletionsOnly()) {
            // There is nothing to delete in a table that is not there, and no telling which columns it will have.
            known.put(shape.table(), create(connection, shape));
        }
        if (config.guardsDeletes()) {
            ensureTombstones(connection, shape);
        }
    }

    /**
     * A table's columns, as the target has them now; empty when there is no such table.
     *
     * @param table its name, as SQL takes it
     */
    protected Optional<Set<String>> columns(Connection connection, String table) throws SQLException {
        return read(connection, table);
    }

    private Set<String> create(Connection connection, RowShape shape) throws SQLException {
        if (!config.autoCreate()) {
            throw new ConnectException("table " + shape.table() + " does not exist and " + JdbcSinkConfig.AUTO_CREATE
                    + " is false; create it with the columns " + declarations(needed(shape)));
        }
        List<Column> columns = needed(shape);
        CatalogChange.execute(connection, Statements.createTable(shape.table(), columns, shape.keys()));
        LOG.info("Created table {} with columns {}", shape.table(), names(columns));
        return names(columns);
    }

    private Set<String> addMissing(Connection connection, RowShape shape, Set<String> present) throws SQLException {
        List<Column> missing = needed(shape).stream()
                .filter(column -> !present.contains(column.name()))
                .toList();
        if (missing.isEmpty()) {
            return present;
        }
        if (!config.autoEvolve()) {
            throw new ConnectException("table " + shape.table() + " lacks the columns " + declarations(missing)
                    + " and " + JdbcSinkConfig.AUTO_EVOLVE + " is false; add them");
        }
        CatalogChange.execute(connection, Statements.addColumns(shape.table(), missing));
        LOG.info("Added columns {} to table {}", names(missing), shape.table());
        Set<String> all = new HashSet<>(present);
        all.addAll(names(missing));
        return all;
    }

    private void ensureTombstones(Connection connection, RowShape shape) throws SQLException {
        TableName tombstones = Statements.tombstones(shape.table());
        if (columns(connection, tombstones.quoted()).isPresent()) {
            return;
        }
        List<Column> columns = new ArrayList<>(shape.keys());
        columns.addAll(SourceColumns.ALL);
        if (!config.autoCreate()) {
            throw new ConnectException("table " + tombstones + ", which remembers deleted keys, does not exist and "
                    + JdbcSinkConfig.AUTO_CREATE + " is false; run: "
                    + Statements.createTable(tombstones, columns, shape.keys()));
        }
        CatalogChange.execute(connection, Statements.createTable(tombstones, columns, shape.keys()));
    }

    private List<Column> needed(RowShape shape) {
        List<Column> columns = new ArrayList<>(shape.columns());
        if (config.sourceColumns()) {
            columns.addAll(SourceColumns.ALL);
        }
        return columns;
    }

    /** Whether the target has the table now. */
    static boolean exists(Connection connection, TableName table) throws SQLException {
        return read(connection, table.quoted()).isPresent();
    }

    private static Optional<Set<String>> read(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> columns = new HashSet<>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
            }
        }
    }

    private static Set<String> names(List<Column> columns) {
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.add(column.name()));
        return names;
    }

    private static String declarations(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::declaration).toList());
    }
}

package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the database's catalog says about the run's tables, as one connection sees it. */
final class PostgresCatalog {
    /**
     * A table, view or alike.
     *
     * @param kind {@code pg_class.relkind}: r table, p partitioned table, v m f views and foreign tables
     * @param recorded whether its changes go to the write-ahead log
     * @param root oid of the partitioned table it is a partition of, or its own
     */
    record Relation(long oid, TableName name, char kind, boolean recorded, long root) {
        boolean isPartition() {
            return root != oid;
        }

        boolean isTable() {
            return kind == 'r' || kind == 'p';
        }
    }

    /** A column and its type's name without modifier. */
    record Column(String quotedName, String name, String type) {}

    /** What initdb made has smaller oids (PostgreSQL's {@code FirstNormalObjectId}): to leave it out saves looking at each of some hundred. */
    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                   c.relkind, c.relpersistence = 'p',
                   CASE WHEN c.relispartition THEN pg_partition_root(c.oid)::oid ELSE c.oid END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY c.oid""";

    private static final String COLUMNS = """
            SELECT quote_ident(attname), attname, format_type(atttypid, NULL)
            FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private static final String DOMAINS =
            "SELECT format_type(oid, NULL), format_type(typbasetype, NULL) FROM pg_type WHERE typtype = 'd'";

    private final Connection connection;

    PostgresCatalog(Connection connection) {
        this.connection = connection;
    }

    /** Every relation of the database that is not PostgreSQL's own. */
    List<Relation> relations() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RELATIONS);
                ResultSet found = query.executeQuery()) {
            List<Relation> relations = new ArrayList<>();
            while (found.next()) {
                relations.add(relation(found));
            }
            return relations;
        }
    }

    private static Relation relation(ResultSet found) throws SQLException {
        TableName name = new TableName(found.getString(2), found.getString(3), found.getString(4));
        boolean recorded = found.getBoolean(6);
        return new Relation(found.getLong(1), name, found.getString(5).charAt(0), recorded, found.getLong(7));
    }

    /** The run's tables among those that exist. */
    RunTables runTables(Collection<TablePattern> patterns) throws SQLException, IOException {
        return new RunTables(patterns, relations());
    }

    List<Column> columns(Relation relation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, relation.oid());
            try (ResultSet found = query.executeQuery()) {
                List<Column> columns = new ArrayList<>();
                while (found.next()) {
                    columns.add(new Column(found.getString(1), found.getString(2), found.getString(3)));
                }
                return columns;
            }
        }
    }

    /** How this database's values are decoded. */
    PostgresValues values() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DOMAINS);
                ResultSet found = query.executeQuery()) {
            Map<String, String> domains = new HashMap<>();
            while (found.next()) {
                domains.put(found.getString(1), found.getString(2));
            }
            return new PostgresValues(domains);
        }
    }
}

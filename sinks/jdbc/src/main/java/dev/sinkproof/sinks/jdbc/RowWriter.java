package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** Writes rows of any tables within the caller's transaction, all at once or such that rows which the target refuses stand alone. */
final class RowWriter {
    private final TableWriter tables;
    private final ErrantRecords errant;

    RowWriter(TableWriter tables, ErrantRecords errant) {
        this.tables = tables;
        this.errant = errant;
    }

    /** Writes all rows, or fails with all of them unwritten once the caller has rolled back. */
    void write(Connection connection, List<Row> rows) throws SQLException {
        for (Segment segment : Segment.of(rows)) {
            tables.write(connection, segment);
        }
    }

    /**
     * Writes all rows but those that the target refuses, which are reported one by one. Slower; for a chunk that holds such
     * a row. Halves are written in the records' order, so versions of a key come out as if written one after the other.
     */
    void writeIsolating(Connection connection, List<Row> rows) throws SQLException {
        CatalogChange.execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
        isolate(connection, rows);
    }

    private void isolate(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            write(connection, rows);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SqlErrors.isData(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            divide(connection, rows, e);
        }
    }

    private void divide(Connection connection, List<Row> rows, SQLException reason) throws SQLException {
        if (rows.size() == 1) {
            errant.report(rows.get(0).source(), reason);
            return;
        }
        int middle = rows.size() / 2;
        isolate(connection, rows.subList(0, middle));
        isolate(connection, rows.subList(middle, rows.size()));
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One row for each key. Guarded by the source offset in the idempotent mode.
 *
 * <p>A guarded deletion leaves a tombstone behind: the row that carried the guard is gone, and without it a replayed older
 * version would bring the key back. The guards are only right when no other session writes records of the same partition
 * at the same time; see {@link IdempotentDelivery}.
 */
final class UpsertWriter implements TableWriter {
    private final boolean source;
    private final boolean guarded;
    private final boolean deletionsRemembered;

    UpsertWriter(JdbcSinkConfig config) {
        source = config.sourceColumns();
        guarded = config.deliveryMode() == DeliveryMode.IDEMPOTENT;
        deletionsRemembered = config.guardsDeletes();
    }

    @Override
    public void write(Connection connection, Segment segment) throws SQLException {
        LastVersions last = LastVersions.of(segment.rows());
        if (!last.upserts().isEmpty()) {
            upsert(connection, segment.shape(), last.upserts());
        }
        if (!last.deletions().isEmpty()) {
            delete(connection, segment.shape(), last.deletions());
        }
    }

    private void upsert(Connection connection, RowShape shape, List<Row> rows) throws SQLException {
        List<Column> columns = shape.columns();
        List<Column> all = source ? Statements.withSource(columns) : columns;
        String sql =
                guarded ? Statements.guardedUpsert(shape, all, deletionsRemembered) : Statements.upsert(shape, all);
        RowArrays.execute(connection, sql, rows, columns, source);
    }

    private void delete(Connection connection, RowShape shape, List<Row> rows) throws SQLException {
        // Asked within this transaction, after its locks: nobody may create the table unseen.
        if (TableCatalog.exists(connection, shape.table())) {
            String sql = guarded ? Statements.guardedDelete(shape) : Statements.delete(shape);
            RowArrays.execute(connection, sql, rows, shape.keys(), guarded);
        }
        if (deletionsRemembered) {
            RowArrays.execute(connection, Statements.recordTombstones(shape), rows, shape.keys(), true);
        }
    }
}

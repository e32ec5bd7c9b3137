package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One row for each record, in the records' order. */
final class AppendWriter implements TableWriter {
    private final boolean source;

    AppendWriter(JdbcSinkConfig config) {
        source = config.sourceColumns();
    }

    @Override
    public void write(Connection connection, Segment segment) throws SQLException {
        List<Column> columns = segment.shape().columns();
        String sql = Statements.insert(segment.shape().table(), source ? Statements.withSource(columns) : columns);
        RowArrays.execute(connection, sql, segment.rows(), columns, source);
    }
}

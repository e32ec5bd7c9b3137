package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Rows are durable before Connect may commit their offsets. A crash in between has them delivered, and written, again. */
final class AtLeastOnceDelivery extends Delivery {
    @Override
    protected void write(Connection connection, Chunk chunk, RowWork rows) throws SQLException {
        rows.apply(connection);
        connection.commit();
    }
}

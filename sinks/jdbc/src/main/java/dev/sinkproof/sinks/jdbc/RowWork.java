package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A chunk's rows, ready to be put into the target. */
@FunctionalInterface
public interface RowWork {
    /** Puts all of them into the target within the connection's transaction; does not commit. */
    void apply(Connection connection) throws SQLException;
}

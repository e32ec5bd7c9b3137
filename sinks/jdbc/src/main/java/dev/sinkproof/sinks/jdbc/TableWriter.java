package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Puts rows into the target, within the caller's transaction.
 *
 * <p>Another way to load rows, such as COPY, is another implementation of this.
 */
@FunctionalInterface
interface TableWriter {
    /** Writes all of a segment or fails; never commits. */
    void write(Connection connection, Segment segment) throws SQLException;

    /** The writer that the settings ask for. */
    static TableWriter of(JdbcSinkConfig config) {
        return config.keyed() ? new UpsertWriter(config) : new AppendWriter(config);
    }
}

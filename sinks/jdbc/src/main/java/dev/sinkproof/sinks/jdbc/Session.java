package dev.sinkproof.sinks.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection of a task, opened when needed. Not thread-safe. */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int MILLIS_PER_SECOND = 1000;

    /*
     * UTC, so that no value depends on the worker's time zone. Plans are made for each execution, because the tables are
     * empty when the first ones are made, and a plan for an empty table reads all of a full one.
     */
    private static final String SETTINGS = "SELECT set_config('TimeZone', 'UTC', false),"
            + " set_config('plan_cache_mode', 'force_custom_plan', false),"
            + " set_config('lock_timeout', ?, false),"
            + " set_config('idle_in_transaction_session_timeout', ?, false)";

    private final JdbcSinkConfig config;
    private Connection connection;

    Session(JdbcSinkConfig config) {
        this.config = config;
    }

    /** The open connection; autocommit off, READ COMMITTED, which the guards depend on. */
    public Connection connection() throws SQLException {
        if (connection == null) {
            connection = open();
        }
        return connection;
    }

    private Connection open() throws SQLException {
        // Not through DriverManager: it does not see drivers in a plugin's class loader reliably.
        Connection opened = new Driver().connect(config.getString(JdbcSinkConfig.CONNECTION_URL), properties());
        if (opened == null) {
            throw new SQLNonTransientConnectionException(
                    JdbcSinkConfig.CONNECTION_URL + " is not a URL of the PostgreSQL driver");
        }
        try {
            prepare(opened);
            return opened;
        } catch (SQLException e) {
            abort(opened);
            throw e;
        }
    }

    private void prepare(Connection opened) throws SQLException {
        try (PreparedStatement statement = opened.prepareStatement(SETTINGS)) {
            statement.setString(1, millis(JdbcSinkConfig.LOCK_TIMEOUT_MS));
            statement.setString(2, millis(JdbcSinkConfig.IDLE_TRANSACTION_TIMEOUT_MS));
            statement.execute();
        }
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        opened.setAutoCommit(false);
    }

    private String millis(String setting) {
        return config.getInt(setting) + "ms";
    }

    private Properties properties() {
        Properties properties = new Properties();
        set(properties, PGProperty.USER, config.getString(JdbcSinkConfig.CONNECTION_USER));
        set(properties, PGProperty.PASSWORD, config.password());
        set(properties, PGProperty.APPLICATION_NAME, config.connectorName());
        set(properties, PGProperty.CONNECT_TIMEOUT, seconds(JdbcSinkConfig.CONNECTION_TIMEOUT_MS));
        set(properties, PGProperty.SOCKET_TIMEOUT, seconds(JdbcSinkConfig.SOCKET_TIMEOUT_MS));
        set(properties, PGProperty.TCP_KEEP_ALIVE, "true");
        // Details of server errors quote whole rows, which belong in no log.
        set(properties, PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
        return properties;
    }

    /** The driver counts in seconds; what is not zero must not become zero, which means for ever. */
    private String seconds(String setting) {
        return Integer.toString((config.getInt(setting) + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
    }

    private static void set(Properties properties, PGProperty property, String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(property.getName(), value);
        }
    }

    /** Forgets the connection and what it had not committed. What was in doubt stays in doubt. */
    public void drop() {
        if (connection != null) {
            abort(connection);
            connection = null;
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("Connection could not be aborted; the server rolls back when it notices", e);
        }
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Connection could not be closed; the server rolls back when it notices", e);
        }
        connection = null;
    }
}

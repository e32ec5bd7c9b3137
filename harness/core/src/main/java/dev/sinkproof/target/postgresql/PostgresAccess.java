package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;

/**
 * How the harness itself reaches the target database: directly, never through the link.
 *
 * @param jdbcUrl URL of the subject's database
 * @param user a superuser, or a role with {@code REPLICATION} that may read and drop the run's tables
 * @param password the user's password; may be empty
 */
public record PostgresAccess(String jdbcUrl, String user, String password) {
    private static final String CONNECT_TIMEOUT_SECONDS = "10";
    /** Longest silence of the server; decoding a long history is silent until its first row. */
    private static final String SOCKET_TIMEOUT_SECONDS = "600";

    /** Output formats decide what the text of a value looks like; time limits of the database must not cut a read-back. */
    private static final String SESSION_SETTINGS = "SET search_path = ''; SET TimeZone = 'UTC'; SET DateStyle = 'ISO';"
            + " SET IntervalStyle = 'iso_8601'; SET bytea_output = 'hex'; SET extra_float_digits = 1;"
            + " SET lc_monetary = 'C'; SET quote_all_identifiers = off; SET statement_timeout = 0;"
            + " SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
            + " SET default_transaction_read_only = off; SET synchronous_commit = on";

    public PostgresAccess {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /** Opens a connection on which every value has the same text form, whatever the server and the JVM are set to. */
    Connection open() throws IOException {
        try {
            return prepared(DriverManager.getConnection(jdbcUrl, properties()));
        } catch (SQLException e) {
            throw new IOException(
                    "Cannot connect to the target at " + where() + " as " + user + ": " + e.getMessage()
                            + ". Is PostgreSQL running there, and may this user log in?",
                    e);
        }
    }

    private static Connection prepared(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION_SETTINGS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "sinkproof-harness");
        properties.setProperty("binaryTransfer", "false");
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        return properties;
    }

    /** The URL without its parameters, which may hold secrets. */
    String where() {
        int parameters = jdbcUrl.indexOf('?');
        return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + where();
    }
}

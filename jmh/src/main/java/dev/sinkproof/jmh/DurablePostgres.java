package dev.sinkproof.jmh;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real PostgreSQL for one trial that loses nothing of what it acknowledged: {@code synchronous_commit} and {@code fsync}
 * are on. Its files are in the module's build folder; the data go when it is closed.
 */
final class DurablePostgres implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Connection connection;

    private DurablePostgres(EmbeddedPostgres server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** @throws IllegalStateException when the server does not run with the settings that make an acknowledged write durable */
    static DurablePostgres start() throws IOException, SQLException {
        EmbeddedPostgres server = startServer(buildFolder());
        try {
            DurablePostgres started = new DurablePostgres(server, DriverManager.getConnection(url(server)));
            started.requireOn("fsync");
            started.requireOn("synchronous_commit");
            return started;
        } catch (SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static EmbeddedPostgres startServer(Path folder) throws IOException {
        ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                folder.resolve("postgresql.log").toFile());
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("postgresql").toFile())
                .setDataDirectory(Files.createTempDirectory(folder, "postgresql-data-"))
                .setCleanDataDirectory(true)
                .setPGStartupWait(START)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("timezone", "UTC")
                .setErrorRedirector(log)
                .setOutputRedirector(log)
                .start();
    }

    /** Where the jar or the classes are: what is left there goes with {@code mvn clean}. */
    private static Path buildFolder() throws IOException {
        try {
            return Path.of(DurablePostgres.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IOException("the folder of the benchmarks cannot be told from their code source", e);
        }
    }

    private void requireOn(String setting) throws SQLException {
        String value = one("SHOW " + setting);
        if (!value.equals("on")) {
            throw new IllegalStateException("PostgreSQL must run with " + setting + "=on, but it is " + value);
        }
    }

    String url() {
        return url(server);
    }

    private static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.getPort());
    }

    /** For who comes another way. */
    String url(InetSocketAddress via) {
        return "jdbc:postgresql://" + via.getHostString() + ":" + via.getPort() + "/postgres?user=postgres";
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's first row. */
    String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return row.getString(1);
        }
    }

    /** Empties a table and has the server write out what it owes the disk, so that iterations start alike. */
    void empty(String table) throws SQLException {
        execute("TRUNCATE " + table);
        execute("CHECKPOINT");
    }

    /** @throws IllegalStateException when a query's number is another than was written: then the figures mean nothing */
    void require(long expected, String sql) throws SQLException {
        String actual = one(sql);
        if (!actual.equals(Long.toString(expected))) {
            throw new IllegalStateException(sql + ": expected " + expected + ", but got " + actual);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        try (server) {
            connection.close();
        }
    }
}

package dev.sinkproof.environment.embedded;

import dev.sinkproof.process.Reaper;
import dev.sinkproof.target.postgresql.PostgresAccess;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL with one database, and neither Kafka nor workers: for who writes to it by other ways. */
public final class LonePostgres implements AutoCloseable {
    private static final String DATABASE = "simulated";
    /** It needs no password: logging in would cost more than everything else that a short run does. */
    private static final String USER = "simulated";

    private final Reaper reaper;
    private final PostgresServer server;

    private LonePostgres(Reaper reaper, PostgresServer server) {
        this.reaper = reaper;
        this.server = server;
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param logs folder of its log
     */
    public static LonePostgres start(Path logs) throws IOException {
        Reaper reaper = Reaper.start();
        try {
            Path temporary = Files.createTempDirectory("sinkproof-");
            reaper.remove(temporary);
            PostgresServer server = new PostgresServer(new Launch(logs, temporary, reaper), false);
            try {
                server.start();
                prepare(server);
                return new LonePostgres(reaper, server);
            } catch (IOException | RuntimeException e) {
                server.stop();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            reaper.close();
            throw e;
        }
    }

    /** Nothing may happen in it by itself. */
    private static void prepare(PostgresServer server) throws IOException {
        PostgresAccess access = server.access("postgres");
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET autovacuum = off");
            statement.execute("ALTER SYSTEM SET jit = off");
            statement.execute("SELECT pg_reload_conf()");
            statement.execute("CREATE ROLE " + USER + " LOGIN");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL could not be prepared: " + e.getMessage(), e);
        }
    }

    /** How the harness reaches the database: as superuser. */
    public PostgresAccess access() {
        return server.access(DATABASE);
    }

    /** The database as a subject sees it. */
    public PostgresTarget target() {
        return new PostgresTarget(
                server.address().getAddress().getHostAddress(),
                Integer.toString(server.address().getPort()),
                DATABASE,
                USER,
                "");
    }

    @Override
    public void close() throws IOException {
        server.stop();
        reaper.close();
    }
}

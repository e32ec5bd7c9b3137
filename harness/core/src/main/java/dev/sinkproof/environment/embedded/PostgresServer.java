package dev.sinkproof.environment.embedded;

import dev.sinkproof.process.FreePorts;
import dev.sinkproof.target.postgresql.PostgresAccess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL from its own binaries. The harness is its superuser; the subject has a role of its own, and each run a
 * database of its own, so that nothing of one run is there in the next.
 */
final class PostgresServer implements CrashableServer {
    static final String SUBJECT_USER = "subject";
    /** No secret: the server listens on loopback and is gone with the run. */
    static final String SUBJECT_PASSWORD = "subject";

    private static final String SUPERUSER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(25);

    private final Launch launch;
    private final Path data;
    private final int port;
    private final PgCtl control;
    private final boolean endsWithJvm;
    private EmbeddedPostgres server;
    /** Whether it was crashed and not started since; its process takes a moment to show that it is there. */
    private boolean down;

    PostgresServer(Launch launch) throws IOException {
        this(launch, true);
    }

    /**
     * @param endsWithJvm whether it ends as soon as the JVM begins to, and not only after it: whoever has to finish something by then
     *     leaves that to the reaper
     */
    PostgresServer(Launch launch, boolean endsWithJvm) throws IOException {
        this.endsWithJvm = endsWithJvm;
        this.launch = launch;
        this.data = launch.temporary().resolve("postgresql");
        this.port = FreePorts.next();
        this.control = new PgCtl(data, launch.log("postgresql"));
    }

    /** Starts it, and returns when it answers; one that does not is ended. */
    synchronized void start() throws IOException {
        launch.reaper().watchPostgres(data);
        launch.templates().copy("postgresql-" + Versions.postgresql() + "-initialized", data, this::initialize);
        server = builder().start();
        demandPasswordOfSubject();
        execute("CREATE ROLE " + SUBJECT_USER + " LOGIN PASSWORD '" + SUBJECT_PASSWORD + "'");
    }

    /** The library makes the data and starts the server in one; a server that has ended in order leaves the data as they were made. */
    private void initialize() throws IOException {
        builder().start().close();
    }

    private EmbeddedPostgres.Builder builder() {
        // The library makes a folder here even when it is told another, and leaves it behind.
        System.setProperty(
                "ot.epg.working-dir", launch.cache().resolve("postgresql").toString());
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setRegisterShutdownHook(endsWithJvm)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("max_wal_senders", "10")
                .setServerConfig("max_replication_slots", "50")
                .setServerConfig("max_connections", "200")
                .setServerConfig("synchronous_commit", "on")
                // Processes are killed here, the machine is not: what the kernel has is durable.
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("timezone", "UTC")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        launch.log("postgresql").toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        launch.log("postgresql").toFile()));
    }

    /** It comes as a server that trusts everybody; credentials that expire must matter. */
    private void demandPasswordOfSubject() throws IOException {
        Path rules = data.resolve("pg_hba.conf");
        Files.writeString(
                rules,
                "host all " + SUBJECT_USER + " 127.0.0.1/32 scram-sha-256\n" + "host all " + SUBJECT_USER
                        + " ::1/128 scram-sha-256\n" + Files.readString(rules));
        execute("SELECT pg_reload_conf()");
    }

    /** Ends the server as a crash does. @return what was done, for people */
    @Override
    public synchronized String crash() throws IOException {
        if (down) {
            throw new IOException("PostgreSQL is down already");
        }
        long pid = control.crash();
        down = true;
        return "PostgreSQL (process " + pid + ") got SIGQUIT";
    }

    /** Starts the server on the same data and port, without waiting for it; one that is not down is left alone. */
    @Override
    public synchronized void startAgain() throws IOException {
        if (down) {
            control.start();
            down = false;
        }
    }

    /** Waits until it accepts connections. @return its process id */
    @Override
    public long awaitReady() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        IOException last = refusal();
        while (last != null) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "PostgreSQL did not accept connections within " + START.toSeconds() + " s of its restart: "
                                + last.getMessage(),
                        last);
            }
            LockSupport.parkNanos(POLL.toNanos());
            last = refusal();
        }
        return control.pid();
    }

    /** Why it does not answer; null when it does. */
    private IOException refusal() {
        try {
            execute("SELECT 1");
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Makes a database that the subject owns. */
    void createDatabase(String name) throws IOException {
        execute("CREATE DATABASE \"" + name + "\" OWNER " + SUBJECT_USER);
    }

    /** Removes a database with everything in it, whoever is connected. */
    void dropDatabase(String name) throws IOException {
        execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
    }

    /** How the harness reaches a database: directly, as superuser. */
    PostgresAccess access(String database) {
        return new PostgresAccess(url(database), SUPERUSER, "");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private void execute(String sql) throws IOException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), SUPERUSER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL refused '" + sql.split(" PASSWORD")[0] + "': " + e.getMessage(), e);
        }
    }

    synchronized void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}

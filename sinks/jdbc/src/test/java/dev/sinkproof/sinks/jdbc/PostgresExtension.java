package dev.sinkproof.sinks.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test that asks for it an empty {@link Database}; one server serves all tests of the JVM and ends with them. */
public final class PostgresExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension
                .getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class)
                .newDatabase();
    }

    private static final class Server implements AutoCloseable {
        private final AtomicInteger databases = new AtomicInteger();
        private final EmbeddedPostgres postgres;

        Server() {
            try {
                // Under target, so that nothing is left in the system's temporary folder; test JVMs run side by side.
                postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(new File("target/postgres"))
                        .setDataDirectory(new File("target/postgres-data-"
                                + ProcessHandle.current().pid()))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }

        Database newDatabase() {
            String name = "test" + databases.incrementAndGet();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    java.sql.Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new AssertionError("database " + name, e);
            }
            return new Database(postgres.getJdbcUrl("postgres", name));
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }
}

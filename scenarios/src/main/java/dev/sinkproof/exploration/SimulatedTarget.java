package dev.sinkproof.exploration;

import dev.sinkproof.environment.embedded.LonePostgres;
import dev.sinkproof.target.postgresql.PostgresReruns;
import dev.sinkproof.target.postgresql.PostgresTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A PostgreSQL that simulated subjects write to, one after another. Used by one thread. */
public final class SimulatedTarget implements AutoCloseable {
    private final LonePostgres server;
    private final PostgresReruns reruns;

    private SimulatedTarget(LonePostgres server, PostgresReruns reruns) {
        this.server = server;
        this.reruns = reruns;
    }

    /**
     * Starts it.
     *
     * @param logs folder of its log
     * @param tables that are read back
     */
    public static SimulatedTarget start(Path logs, List<String> tables) throws IOException {
        LonePostgres server = LonePostgres.start(logs);
        try {
            return new SimulatedTarget(server, PostgresReruns.open(server.access(), tables));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    PostgresTarget target() {
        return server.target();
    }

    PostgresReruns reruns() {
        return reruns;
    }

    @Override
    public void close() throws IOException {
        try (LonePostgres last = server) {
            reruns.close();
        }
    }
}

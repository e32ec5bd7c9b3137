package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.fault.TargetProcess;
import dev.sinkproof.link.LinkProtocol;
import dev.sinkproof.link.postgresql.PostgresqlProtocol;
import dev.sinkproof.target.TargetSession;
import dev.sinkproof.target.postgresql.PostgresTarget;
import dev.sinkproof.target.postgresql.PostgresTargetSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL; each run has a database of its own. */
final class PostgresEmbedded implements EmbeddedTarget {
    private final PostgresServer server;
    private final TargetProcess process;
    private final TargetControl control;

    PostgresEmbedded(Launch launch, RunRouter router) throws IOException {
        this.server = new PostgresServer(launch);
        this.process = new ServerProcess(server, router);
        this.control = new PostgresControl(server);
    }

    @Override
    public void start() throws IOException {
        server.start();
    }

    @Override
    public TargetProcess process() {
        return process;
    }

    @Override
    public Optional<TargetControl> control() {
        return Optional.of(control);
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public LinkProtocol protocol() {
        return new PostgresqlProtocol();
    }

    @Override
    public String portVariable() {
        return ConnectWorker.LINK_PORT;
    }

    @Override
    public Map<String, String> placeholders(String runId) {
        return new PostgresTarget(
                        "127.0.0.1",
                        "${env:" + portVariable() + "}",
                        runId,
                        PostgresServer.SUBJECT_USER,
                        PostgresServer.SUBJECT_PASSWORD)
                .placeholders();
    }

    @Override
    public TargetSession open(String runId, List<String> tables) throws IOException {
        server.createDatabase(runId);
        return new OwnDatabase(
                new PostgresTargetSession(server.access(runId), runId, tables), () -> server.dropDatabase(runId));
    }

    @Override
    public String description() {
        return "PostgreSQL " + Versions.postgresql().replaceFirst("\\.0$", "");
    }

    @Override
    public void stop() throws IOException {
        server.stop();
    }
}

package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.RunNames;
import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.target.postgresql.PostgresDisturbances;
import java.io.IOException;
import java.util.Map;

/** The embedded PostgreSQL in an administrator's hands. Each run has a database of its own, named as its connector. */
final class PostgresControl implements TargetControl {
    private final PostgresServer server;
    private final RunRouter router;
    private String database = "";
    private PostgresDisturbances disturbances;

    PostgresControl(PostgresServer server, RunRouter router) {
        this.server = server;
        this.router = router;
    }

    private synchronized PostgresDisturbances of(RunNames run) {
        if (!database.equals(run.connector())) {
            database = run.connector();
            disturbances = new PostgresDisturbances(server.access(database), database, PostgresServer.SUBJECT_USER);
        }
        return disturbances;
    }

    private synchronized PostgresDisturbances current() {
        return disturbances;
    }

    @Override
    public String stop() throws IOException {
        return server.crash();
    }

    @Override
    public String restart() throws IOException {
        String done = server.crash();
        server.startAgain();
        return done + " and was started again at once";
    }

    @Override
    public void start() throws IOException {
        server.startAgain();
        long pid = server.awaitReady();
        router.note("target", EventNames.TARGET_READY, Map.of("pid", Long.toString(pid)));
    }

    @Override
    public String killSessions(RunNames run) throws IOException {
        return of(run).killSessions();
    }

    @Override
    public String revoke(String id, RunNames run, String privileges) throws IOException {
        return of(run).revoke(id, run.table(), privileges);
    }

    @Override
    public String lock(String id, RunNames run) throws IOException {
        return of(run).lock(id, run.table());
    }

    @Override
    public String makeReadOnly(String id, RunNames run) throws IOException {
        return of(run).set(id, "default_transaction_read_only", "on");
    }

    @Override
    public String limitStatements(String id, RunNames run, long millis) throws IOException {
        return of(run).set(id, "statement_timeout", Long.toString(millis));
    }

    @Override
    public String deadlock(String id, RunNames run) throws IOException {
        return of(run).deadlock(id, run.table());
    }

    @Override
    public String simulateFullDisk(String id, RunNames run) throws IOException {
        return of(run).simulateFullDisk(id, run.table());
    }

    @Override
    public String changePassword(String id, RunNames run) throws IOException {
        return of(run).changePassword(id);
    }

    @Override
    public void end(String id) throws IOException {
        PostgresDisturbances known = current();
        if (known != null) {
            known.end(id);
        }
    }
}

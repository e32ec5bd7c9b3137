package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.RunNames;
import dev.sinkproof.fault.TargetControl;
import dev.sinkproof.target.postgresql.PostgresDisturbances;
import java.io.IOException;

/** The embedded PostgreSQL in an administrator's hands. Each run has a database of its own, named as its connector. */
final class PostgresControl implements TargetControl {
    private final PostgresServer server;
    private String database = "";
    private PostgresDisturbances disturbances;

    PostgresControl(PostgresServer server) {
        this.server = server;
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

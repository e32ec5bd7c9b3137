package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an administrator does to a PostgreSQL (14 or later) while a subject writes to it, and undoes. Needs a superuser. Thread-safe.
 *
 * <p>Each disturbance has an id by which it is ended; one that cannot begin throws, with the reason, and leaves nothing.
 */
public final class PostgresDisturbances {
    private final SubjectRole subject;
    private final Map<String, Disturbance> standing = new HashMap<>();

    /**
     * @param access the subject's database, as a superuser reaches it
     * @param database name of that database
     * @param user the subject's role
     */
    public PostgresDisturbances(PostgresAccess access, String database, String user) {
        this.subject = new SubjectRole(access, database, user);
    }

    /** Ends the subject's sessions, of which there must be one. */
    public String killSessions() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            List<String> pids = subject.killSessions(admin);
            if (pids.isEmpty()) {
                throw new IOException(subject.user() + " has no session in " + subject.database());
            }
            return "sessions " + pids + " of " + subject.user() + " were terminated";
        }
    }

    /** @param privileges separated by commas */
    public String revoke(String id, String table, String privileges) throws IOException {
        return begin(id, new RevokedPrivileges(subject, table, privileges));
    }

    public String lock(String id, String table) throws IOException {
        return begin(id, new LockedTable(subject, table));
    }

    /** Sets a setting for the subject's role; its sessions end. */
    public String set(String id, String setting, String value) throws IOException {
        return begin(id, new RoleSetting(subject, setting, value));
    }

    public String deadlock(String id, String table) throws IOException {
        return begin(id, new Deadlock(subject, new WriteTrap(subject, table, id)));
    }

    public String simulateFullDisk(String id, String table) throws IOException {
        return begin(id, new FullDisk(new WriteTrap(subject, table, id)));
    }

    public String changePassword(String id) throws IOException {
        return begin(id, new ChangedPassword(subject));
    }

    private String begin(String id, Disturbance disturbance) throws IOException {
        if (!reserve(id, disturbance)) {
            throw new IOException(id + " disturbs the target already");
        }
        try {
            return disturbance.begin();
        } catch (IOException | RuntimeException e) {
            release(id);
            throw e;
        }
    }

    private synchronized boolean reserve(String id, Disturbance disturbance) {
        return standing.putIfAbsent(id, disturbance) == null;
    }

    private synchronized Disturbance release(String id) {
        return standing.remove(id);
    }

    /** Undoes what began under this id; nothing when there is nothing. */
    public void end(String id) throws IOException {
        Disturbance disturbance = release(id);
        if (disturbance != null) {
            disturbance.end();
        }
    }
}

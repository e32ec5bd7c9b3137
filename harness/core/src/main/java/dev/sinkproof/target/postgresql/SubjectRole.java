package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.util.List;

/**
 * The subject as the server sees it in one database.
 *
 * @param access the database, as the harness reaches it
 * @param database name of the database
 * @param user the subject's role
 */
record SubjectRole(PostgresAccess access, String database, String user) {
    /** How long a session may take to end. The server does it at its next wait or interrupt check. */
    private static final long END_MILLIS = 10_000;

    private static final String SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = ? AND usename = ?";

    /** Ends its sessions and returns when they are gone. @return their process ids */
    List<String> killSessions(AdminSession admin) throws IOException {
        List<String> pids = admin.texts(SESSIONS, database, user);
        for (String pid : pids) {
            admin.texts("SELECT pg_terminate_backend(?::int, ?)", pid, END_MILLIS);
        }
        List<String> left = admin.texts(SESSIONS, database, user);
        left.retainAll(pids);
        if (!left.isEmpty()) {
            throw new IOException(
                    "sessions " + left + " of " + user + " did not end within " + END_MILLIS + " ms each");
        }
        return pids;
    }

    /** The role in this database, for {@code ALTER ROLE}. */
    String inDatabase() {
        return AdminSession.name(user) + " IN DATABASE " + AdminSession.name(database);
    }
}

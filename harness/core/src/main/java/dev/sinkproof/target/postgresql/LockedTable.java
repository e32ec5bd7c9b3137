package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.util.stream.Collectors;

/** A lock on the subject's tables that lets nobody read or write. Where transactions are under way it is the next in the queue, ahead of all later ones. */
final class LockedTable implements Disturbance {
    private final SubjectRole subject;
    private final String table;
    private BlockedSession session;

    LockedTable(SubjectRole subject, String table) {
        this.subject = subject;
        this.table = table;
    }

    @Override
    public String begin() throws IOException {
        String tables = tables();
        session = new BlockedSession(subject.access());
        try {
            session.first("BEGIN");
            session.start("LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE");
            String standing =
                    session.awaitDoneOrWaiting() ? "holds it" : "is next behind the sessions " + session.blockers();
            return "LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE; session " + session.pid() + " " + standing;
        } catch (IOException e) {
            session.end();
            throw e;
        }
    }

    private String tables() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            return admin.tables(table).stream()
                    .map(Relation::name)
                    .map(TableName::text)
                    .collect(Collectors.joining(", "));
        }
    }

    @Override
    public void end() throws IOException {
        session.end();
    }
}

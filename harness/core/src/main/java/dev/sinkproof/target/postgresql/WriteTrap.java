package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;

/**
 * A trigger that runs a function before the subject's inserts and updates. It is made as soon as the transactions that are under way have ended,
 * ahead of all later ones. Disarmed, its function does nothing: to drop the trigger would need a lock that the subject may hold; it goes with the
 * table.
 */
final class WriteTrap {
    private static final String SCHEMA = "sinkproof";

    private final SubjectRole subject;
    private final String table;
    private final String function;
    private BlockedSession maker;

    /** @param id names the trap */
    WriteTrap(SubjectRole subject, String table, String id) {
        this.subject = subject;
        this.table = table;
        this.function = SCHEMA + "." + AdminSession.name("fault_" + id);
    }

    /**
     * Sets it.
     *
     * @param body statements in PL/pgSQL
     * @return since when it holds, for people
     */
    String set(String body) throws IOException {
        StringBuilder triggers = new StringBuilder();
        try (AdminSession admin = AdminSession.open(subject.access())) {
            for (Relation relation : admin.tables(table)) {
                triggers.append("CREATE OR REPLACE TRIGGER ")
                        .append(AdminSession.name("sinkproof_" + function.hashCode()))
                        .append(" BEFORE INSERT OR UPDATE ON ")
                        .append(relation.name().text())
                        .append(" FOR EACH STATEMENT EXECUTE FUNCTION ")
                        .append(function)
                        .append("();");
            }
            admin.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
            admin.execute(function(
                    "IF session_user = " + AdminSession.literal(subject.user()) + " THEN " + body + " END IF;"));
        }
        return make(triggers.toString());
    }

    private String make(String triggers) throws IOException {
        maker = new BlockedSession(subject.access());
        try {
            maker.start(triggers);
            return maker.awaitDoneOrWaiting() ? "at once" : "as soon as the sessions " + maker.blockers() + " let it";
        } catch (IOException e) {
            maker.end();
            throw e;
        }
    }

    private String function(String body) {
        return "CREATE OR REPLACE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS "
                + AdminSession.literal("BEGIN " + body + " RETURN NULL; END");
    }

    /** From now on it does nothing. */
    void disarm() throws IOException {
        maker.end();
        try (AdminSession admin = AdminSession.open(subject.access())) {
            admin.execute(function(""));
        }
    }
}

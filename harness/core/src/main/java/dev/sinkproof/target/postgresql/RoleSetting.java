package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.util.List;

/**
 * A setting of the subject's role in its database. It holds for sessions that begin later, so those that there are end, when it is set and
 * when it is set back.
 */
final class RoleSetting implements Disturbance {
    private static final String BEFORE = """
            SELECT split_part(entry, '=', 2)
            FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase,
                 unnest(s.setconfig) entry
            WHERE r.rolname = ? AND d.datname = ? AND split_part(entry, '=', 1) = ?""";

    private final SubjectRole subject;
    private final String setting;
    private final String value;
    private String undo;

    RoleSetting(SubjectRole subject, String setting, String value) {
        this.subject = subject;
        this.setting = setting;
        this.value = value;
    }

    @Override
    public String begin() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            List<String> before = admin.texts(BEFORE, subject.user(), subject.database(), setting);
            undo = before.isEmpty()
                    ? alter("RESET " + setting)
                    : alter("SET " + setting + " = " + AdminSession.literal(before.get(0)));
            admin.execute(alter("SET " + setting + " = " + AdminSession.literal(value)));
            try {
                return setting + " = " + value + " for " + subject.user() + "; sessions " + subject.killSessions(admin)
                        + " ended";
            } catch (IOException e) {
                admin.execute(undo);
                throw e;
            }
        }
    }

    private String alter(String what) {
        return "ALTER ROLE " + subject.inDatabase() + " " + what;
    }

    @Override
    public void end() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            admin.execute(undo);
            subject.killSessions(admin);
        }
    }
}

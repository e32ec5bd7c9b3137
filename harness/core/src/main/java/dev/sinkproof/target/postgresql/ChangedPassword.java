package dev.sinkproof.target.postgresql;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** Another password for the subject's role. What the server had stored is put back as it was. */
final class ChangedPassword implements Disturbance {
    private static final String INVALID_PASSWORD = "28P01";

    private final SubjectRole subject;
    private String stored;

    ChangedPassword(SubjectRole subject) {
        this.subject = subject;
    }

    @Override
    public String begin() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            stored = admin.text("SELECT rolpassword FROM pg_authid WHERE rolname = ?", subject.user());
            set(admin, UUID.randomUUID().toString());
            try {
                requireRefusal();
                return "another password for " + subject.user() + "; sessions " + subject.killSessions(admin)
                        + " ended";
            } catch (IOException e) {
                set(admin, stored);
                throw e;
            }
        }
    }

    private void set(AdminSession admin, String password) throws IOException {
        String value = password == null ? "NULL" : AdminSession.literal(password);
        admin.execute("ALTER ROLE " + AdminSession.name(subject.user()) + " PASSWORD " + value);
    }

    /** A server that trusts everybody would let the subject in all the same. */
    private void requireRefusal() throws IOException {
        try {
            DriverManager.getConnection(subject.access().jdbcUrl(), subject.user(), "not " + UUID.randomUUID())
                    .close();
        } catch (SQLException e) {
            if (INVALID_PASSWORD.equals(e.getSQLState())) {
                return;
            }
            throw new IOException("whether the target asks for passwords could not be seen: " + e.getMessage(), e);
        }
        throw new IOException("the target lets " + subject.user() + " in with any password: see its pg_hba.conf");
    }

    @Override
    public void end() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            set(admin, stored);
        }
    }
}

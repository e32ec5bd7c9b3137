package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Privileges on the subject's tables that its role had and has not any more. */
final class RevokedPrivileges implements Disturbance {
    /** The owner of a table has every privilege until its list says otherwise. */
    private static final String HELD = """
            SELECT a.privilege_type, a.is_grantable
            FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a, pg_roles r
            WHERE c.oid = ?::oid AND r.oid = a.grantee AND r.rolname = ?""";

    private final SubjectRole subject;
    private final String table;
    private final List<String> wanted;
    private final List<String> giveBack = new ArrayList<>();

    RevokedPrivileges(SubjectRole subject, String table, String privileges) {
        this.subject = subject;
        this.table = table;
        this.wanted = List.of(privileges.toUpperCase(Locale.ROOT).split("\\s*,\\s*"));
    }

    @Override
    public String begin() throws IOException {
        List<String> taken = new ArrayList<>();
        try (AdminSession admin = AdminSession.open(subject.access())) {
            try {
                for (Relation relation : admin.tables(table)) {
                    taken.addAll(take(admin, relation));
                }
            } catch (IOException e) {
                giveBack(admin);
                throw e;
            }
        }
        return "REVOKE " + String.join(", ", taken) + " FROM " + subject.user();
    }

    private List<String> take(AdminSession admin, Relation relation) throws IOException {
        List<String> taken = new ArrayList<>();
        List<String> held = admin.texts(HELD, relation.oid(), subject.user());
        String on = " ON " + relation.name().text();
        for (int i = 0; i < held.size(); i += 2) {
            String privilege = held.get(i);
            if (wanted.contains(privilege)) {
                admin.execute("REVOKE " + privilege + on + " FROM " + AdminSession.name(subject.user()));
                String option = held.get(i + 1).equals("t") ? " WITH GRANT OPTION" : "";
                giveBack.add("GRANT " + privilege + on + " TO " + AdminSession.name(subject.user()) + option);
                taken.add(privilege + on);
            }
        }
        requireGone(admin, relation, taken);
        return taken;
    }

    private void requireGone(AdminSession admin, Relation relation, List<String> taken) throws IOException {
        if (taken.isEmpty()) {
            throw new IOException(subject.user() + " was granted none of " + wanted + " on "
                    + relation.name().text());
        }
        for (String privilege : wanted) {
            if (admin.text("SELECT has_table_privilege(?, ?::oid, ?)", subject.user(), relation.oid(), privilege)
                    .equals("t")) {
                throw new IOException(subject.user() + " still has " + privilege + " on "
                        + relation.name().text() + ": it is a superuser, or has it through another role");
            }
        }
    }

    @Override
    public void end() throws IOException {
        try (AdminSession admin = AdminSession.open(subject.access())) {
            giveBack(admin);
        }
    }

    private void giveBack(AdminSession admin) throws IOException {
        for (String grant : giveBack) {
            admin.execute(grant);
        }
    }
}

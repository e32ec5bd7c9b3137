package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What sessions that were killed left in a database. */
public final class PostgresLeftovers {
    private PostgresLeftovers() {}

    /**
     * Drops all slots of sessions whose run's name begins with {@code run}, whoever uses them: only to be called when no
     * such run is under way. Slots that nobody drops keep the write-ahead log growing.
     *
     * @param run beginning of the run's name as it was given to the session; empty for all runs
     * @return names of what was dropped
     */
    public static List<String> dropSlots(PostgresAccess access, String run) throws IOException {
        String prefix = PostgresTargetSession.slotPrefix(run);
        return drop(access, (connection, dropped) -> {
            PostgresSlots slots = new PostgresSlots(connection, PostgresTargetSession.WAIT_MAX);
            for (String slot : slots.withPrefix(prefix)) {
                slots.drop(slot);
                dropped.add(slot);
            }
        });
    }

    /**
     * Drops all tables whose name, without schema, begins with {@code prefix}, and what depends on them.
     *
     * @return names of what was dropped
     * @throws IllegalArgumentException when the prefix is blank: that would be every table
     */
    public static List<String> dropTables(PostgresAccess access, String prefix) throws IOException {
        if (prefix.isBlank()) {
            throw new IllegalArgumentException("a prefix is needed, or all tables would be dropped");
        }
        return drop(access, (connection, dropped) -> {
            for (Relation relation : new PostgresCatalog(connection).relations()) {
                if (relation.isTable() && relation.name().table().startsWith(prefix)) {
                    new PostgresTables(connection).drop(relation);
                    dropped.add(relation.name().text());
                }
            }
        });
    }

    private interface Work {
        void with(Connection connection, List<String> dropped) throws SQLException, IOException;
    }

    private static List<String> drop(PostgresAccess access, Work work) throws IOException {
        List<String> dropped = new ArrayList<>();
        try (Connection connection = access.open()) {
            work.with(connection, dropped);
            return dropped;
        } catch (SQLException e) {
            throw new IOException(
                    "Cannot drop left-overs in the target at " + access.where() + " (dropped so far: " + dropped + "): "
                            + e.getMessage(),
                    e);
        }
    }
}

package dev.sinkproof.sinks.jdbc;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a failure of the database means, by its SQLSTATE (PostgreSQL manual, appendix A). */
final class SqlErrors {
    /** Undefined table, undefined column: what was known of the table is out of date. */
    private static final Set<String> STALE_SCHEMA = Set.of("42P01", "42703");

    /**
     * Lock timeout; read-only or idle-transaction timeout, as after a failover; privilege taken away, which can be given back
     * without this connector being asked.
     */
    private static final Set<String> TRANSIENT = Set.of("55P03", "25006", "25P03", "42501");

    /**
     * Connection, resources, operator intervention, system error, serialization failure and deadlock; refused login, as while
     * credentials are rotated.
     */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58", "40", "28");

    private static final String DATABASE_DROPPED = "57P04";

    /** Datatype mismatch, cannot coerce: this record's type does not fit the column. */
    private static final Set<String> DATA = Set.of("42804", "42846");

    /** Data exception, integrity constraint violation. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23");

    /** Duplicate table, column, or catalog entry; deadlock: two sessions made the same change. */
    private static final Set<String> CHANGE_CONFLICT = Set.of("42P07", "42701", "42710", "23505", "40P01");

    private static final String INTERNAL_ERROR = "XX000";
    private static final String CONCURRENT_UPDATE = "tuple concurrently updated";

    private SqlErrors() {}

    /** Whether trying again can help. */
    static boolean isTransient(SQLException e) {
        if (e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
            return true;
        }
        String state = state(e);
        return TRANSIENT.contains(state)
                || (TRANSIENT_CLASSES.contains(classOf(state)) && !state.equals(DATABASE_DROPPED));
    }

    /** Whether one record's content is at fault. */
    static boolean isData(SQLException e) {
        String state = state(e);
        return DATA.contains(state) || DATA_CLASSES.contains(classOf(state));
    }

    static boolean isStaleSchema(SQLException e) {
        return STALE_SCHEMA.contains(state(e));
    }

    /** Whether another session made the same change to the catalog at the same time. */
    static boolean isChangeConflict(SQLException e) {
        String state = state(e);
        return CHANGE_CONFLICT.contains(state)
                || (state.equals(INTERNAL_ERROR) && e.getMessage().contains(CONCURRENT_UPDATE));
    }

    /** Message and SQLSTATE. */
    static String describe(SQLException e) {
        return e.getMessage() + " (SQLSTATE " + e.getSQLState() + ")";
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String classOf(String state) {
        return state.length() < 2 ? "" : state.substring(0, 2);
    }
}

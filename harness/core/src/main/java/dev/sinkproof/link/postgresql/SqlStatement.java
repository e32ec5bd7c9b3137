package dev.sinkproof.link.postgresql;

import java.util.List;

/**
 * One SQL statement.
 *
 * @param kind what it does
 * @param verb the word that says what it does, in lower case, best effort; may be empty
 * @param tables which tables it writes, best effort
 * @param chained whether a commit or rollback begins the next transaction at once
 */
record SqlStatement(SqlKind kind, String verb, List<String> tables, boolean chained) {
    /** A statement of which nothing is known. */
    static final SqlStatement UNKNOWN = new SqlStatement(SqlKind.OTHER, "", List.of(), false);

    SqlStatement {
        tables = List.copyOf(tables);
    }

    /** The same statement, known by the server's word to be of another kind. */
    SqlStatement as(SqlKind other) {
        return other == kind ? this : new SqlStatement(other, verb, tables, chained);
    }
}

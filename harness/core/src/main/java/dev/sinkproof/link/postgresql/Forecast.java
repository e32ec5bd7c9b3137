package dev.sinkproof.link.postgresql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a request will do if the server accepts all of it.
 *
 * @param statements how many statements it executes
 * @param writes how many of them write
 * @param otherWrites how many of them write and need no data to come later
 * @param commits whether a statement of it commits a transaction that has written
 * @param durable whether it makes data durable, by such a statement or at its end
 * @param tables what it writes or commits
 * @param verbs first words of its statements
 * @param before the transaction's status before it
 * @param after the transaction after it
 */
record Forecast(
        int statements,
        int writes,
        int otherWrites,
        boolean commits,
        boolean durable,
        Set<String> tables,
        Set<String> verbs,
        TransactionStatus before,
        TransactionState after) {

    /** Foresees what the statements do to a transaction, which is left as it is. */
    static Forecast of(TransactionState before, List<SqlStatement> statements) {
        TransactionState state = before.copy();
        Set<String> tables = new LinkedHashSet<>();
        Set<String> verbs = new LinkedHashSet<>();
        int writes = 0;
        int otherWrites = 0;
        boolean commits = false;
        boolean durable = false;
        for (SqlStatement statement : statements) {
            writes += statement.kind().writes() ? 1 : 0;
            otherWrites += statement.kind() == SqlKind.WRITE ? 1 : 0;
            verbs.add(statement.verb());
            boolean commit = isCommit(statement, state);
            commits |= commit;
            if (commit) {
                tables.addAll(state.tables());
            }
            tables.addAll(statement.tables());
            durable |= state.execute(statement);
        }
        verbs.remove("");
        durable |= state.endCycle();
        return new Forecast(
                statements.size(), writes, otherWrites, commits, durable, tables, verbs, before.status(), state);
    }

    private static boolean isCommit(SqlStatement statement, TransactionState state) {
        return statement.kind() == SqlKind.COMMIT_PREPARED || (statement.kind() == SqlKind.COMMIT && state.written());
    }

    /** Whether the request stops at the fault points: it writes, or it commits what was written. */
    boolean matters() {
        return writes > 0 || commits;
    }

    /** Whether all that it writes comes later, as the data of a COPY. */
    boolean waitsForData() {
        return writes > 0 && otherWrites == 0 && !commits;
    }
}

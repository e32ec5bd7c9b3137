package dev.sinkproof.link.postgresql;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the transaction of a connection has come to: known from answers, or expected from requests.
 *
 * <p>Outside of a transaction block, the statements of one request cycle are one implicit transaction, which the end of the cycle commits.
 */
final class TransactionState {
    /** More tables than this are not named. */
    private static final int TABLES_MAX = 64;

    private TransactionStatus status = TransactionStatus.IDLE;
    private boolean written;
    private long rows;
    private final Set<String> tables = new LinkedHashSet<>();

    TransactionState copy() {
        TransactionState copy = new TransactionState();
        copy.status = status;
        copy.written = written;
        copy.rows = rows;
        copy.tables.addAll(tables);
        return copy;
    }

    TransactionStatus status() {
        return status;
    }

    boolean written() {
        return written;
    }

    long rows() {
        return rows;
    }

    Set<String> tables() {
        return tables;
    }

    void addRows(long count) {
        rows += count;
    }

    /**
     * Takes note of a statement that was, or will be, executed.
     *
     * @return whether it makes durable what was written
     */
    boolean execute(SqlStatement statement) {
        return switch (statement.kind()) {
            case WRITE, COPY_IN -> write(statement.tables());
            case BEGIN -> begin();
            case COMMIT -> end(statement.chained(), status != TransactionStatus.FAILED && written);
            case COMMIT_PREPARED -> true;
            case ROLLBACK, PREPARE_TRANSACTION -> end(statement.chained(), false);
            case DDL, OTHER -> false;
        };
    }

    /** The cycle ends without error: an implicit transaction is committed. True when that makes data durable. */
    boolean endCycle() {
        return status == TransactionStatus.IDLE && end(false, written);
    }

    /** The cycle will be refused. */
    TransactionState failing() {
        status = status == TransactionStatus.OPEN ? TransactionStatus.FAILED : status;
        return this;
    }

    /** The server has said what the status is. */
    void settle(TransactionStatus said) {
        if (said == TransactionStatus.IDLE) {
            forget();
        }
        status = said;
    }

    private boolean write(Collection<String> names) {
        written = true;
        names.stream().limit(Math.max(0, TABLES_MAX - tables.size())).forEach(tables::add);
        return false;
    }

    private boolean begin() {
        status = status == TransactionStatus.IDLE ? TransactionStatus.OPEN : status;
        return false;
    }

    private boolean end(boolean chained, boolean durable) {
        boolean goesOn = chained && status != TransactionStatus.IDLE;
        forget();
        status = goesOn ? TransactionStatus.OPEN : TransactionStatus.IDLE;
        return durable;
    }

    private void forget() {
        written = false;
        rows = 0;
        tables.clear();
    }
}

package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetChange.Operation;
import java.util.List;

/** One line of the output plugin {@code test_decoding}, its head taken apart, its tuples not yet. */
sealed interface TestDecodingLine {
    /** A transaction that has committed begins. */
    record Begin(String xid) implements TestDecodingLine {}

    /** It ends. */
    record Commit(String xid, long micros) implements TestDecodingLine {}

    /**
     * A row was changed.
     *
     * @param text the whole line
     * @param tuplesAt where in it the tuples begin
     */
    record Change(TableName table, Operation operation, String text, int tuplesAt) implements TestDecodingLine {}

    /** Tables were emptied. */
    record Truncate(List<TableName> tables) implements TestDecodingLine {}

    /** Something that changes no row: a logical message. */
    record Other() implements TestDecodingLine {}
}

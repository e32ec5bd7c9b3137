package dev.sinkproof.target.postgresql;

import dev.sinkproof.evidence.TargetChange.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes lines of {@code test_decoding} apart (written after its source, contrib/test_decoding/test_decoding.c of
 * PostgreSQL 10 to 18):
 *
 * <pre>
 * BEGIN 745
 * table public."My Table": INSERT: id[bigint]:1 name[text]:'it''s' gone[text]:null
 * table public.t, s.u: TRUNCATE: restart_seqs cascade
 * COMMIT 745 (at 2024-02-29 23:59:59.123456+00)
 * message: transactional: 1 prefix: p, sz: 3 content:abc
 * </pre>
 *
 * Stateless.
 */
final class TestDecodingParser {
    private static final String BEGIN = "BEGIN ";
    private static final String COMMIT = "COMMIT ";
    private static final String AT = " (at ";
    private static final String TABLE = "table ";
    private static final String MESSAGE = "message: ";
    private static final String TRUNCATE = ": TRUNCATE:";

    private static final List<Operation> ROW_OPERATIONS = List.of(Operation.INSERT, Operation.UPDATE, Operation.DELETE);

    private TestDecodingParser() {}

    /** @throws IllegalArgumentException when the line has none of these forms */
    static TestDecodingLine parse(String line) {
        if (line.startsWith(TABLE)) {
            return table(line);
        }
        if (line.startsWith(BEGIN)) {
            return new TestDecodingLine.Begin(line.substring(BEGIN.length()));
        }
        if (line.startsWith(COMMIT)) {
            return commit(line);
        }
        if (line.startsWith(MESSAGE)) {
            return new TestDecodingLine.Other();
        }
        throw unexpected(line, 0, "BEGIN, COMMIT, table or message");
    }

    private static TestDecodingLine commit(String line) {
        int at = line.indexOf(AT);
        if (at < 0 || !line.endsWith(")")) {
            throw unexpected(line, COMMIT.length(), "a commit time");
        }
        String time = line.substring(at + AT.length(), line.length() - 1);
        return new TestDecodingLine.Commit(line.substring(COMMIT.length(), at), PostgresTimestamps.epochMicros(time));
    }

    private static TestDecodingLine table(String line) {
        List<TableName> tables = new ArrayList<>(1);
        int at = TABLE.length();
        while (true) {
            int end = addTable(line, at, tables);
            if (line.startsWith(", ", end)) {
                at = end + 2;
            } else if (line.startsWith(TRUNCATE, end)) {
                return new TestDecodingLine.Truncate(tables);
            } else {
                return change(line, end, tables);
            }
        }
    }

    private static int addTable(String line, int at, List<TableName> tables) {
        int dot = QuotedText.identifierEnd(line, at, ".");
        if (!line.startsWith(".", dot)) {
            throw unexpected(line, dot, "a schema and a dot");
        }
        int end = QuotedText.identifierEnd(line, dot + 1, ":,");
        String schema = QuotedText.identifier(line, at, dot);
        tables.add(new TableName(schema, QuotedText.identifier(line, dot + 1, end), line.substring(at, end)));
        return end;
    }

    private static TestDecodingLine change(String line, int at, List<TableName> tables) {
        for (Operation operation : ROW_OPERATIONS) {
            String mark = mark(operation);
            if (tables.size() == 1 && line.startsWith(mark, at)) {
                return new TestDecodingLine.Change(tables.get(0), operation, line, at + mark.length());
            }
        }
        throw unexpected(line, at, "INSERT, UPDATE, DELETE or TRUNCATE");
    }

    private static String mark(Operation operation) {
        return switch (operation) {
            case INSERT -> ": INSERT:";
            case UPDATE -> ": UPDATE:";
            case DELETE -> ": DELETE:";
            case TRUNCATE -> TRUNCATE;
        };
    }

    /** What to throw at a line that is not as expected; shows where, not the values. */
    static IllegalArgumentException unexpected(String line, int at, String expected) {
        return new IllegalArgumentException("expected " + expected + " at character " + at
                + " of a line of test_decoding that has " + line.length() + " and begins with '"
                + line.substring(0, Math.min(line.length(), 60)) + "'");
    }
}

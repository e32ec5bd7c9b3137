package dev.sinkproof.link.postgresql;

import java.util.Set;

/**
 * The server's word on a completed statement.
 *
 * @param command for example {@code INSERT} or {@code PREPARE TRANSACTION}
 * @param rows the row count in the tag; 0 where there is none
 */
record CommandTag(String command, long rows) {
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE TABLE");

    /** Reads a tag such as {@code INSERT 0 5}, {@code UPDATE 3} or {@code BEGIN}. */
    static CommandTag parse(String tag) {
        int end = tag.length();
        while (end > 0 && (Character.isDigit(tag.charAt(end - 1)) || tag.charAt(end - 1) == ' ')) {
            end--;
        }
        String numbers = tag.substring(end).strip();
        String last = numbers.substring(numbers.lastIndexOf(' ') + 1);
        // A long has 18 safe digits; the server never counts further.
        boolean counts = !last.isEmpty() && last.length() <= 18;
        return new CommandTag(tag.substring(0, end), counts ? Long.parseLong(last) : 0);
    }

    /** The statement that was asked for, corrected by what the server says it was. */
    SqlStatement correct(SqlStatement asked) {
        if (asked.kind().writes() || WRITES.contains(command)) {
            return asked.kind().writes() ? asked : asked.as(SqlKind.WRITE);
        }
        return switch (command) {
            case "BEGIN", "START TRANSACTION" -> asked.as(SqlKind.BEGIN);
            case "COMMIT" -> asked.as(SqlKind.COMMIT);
            case "COMMIT PREPARED" -> asked.as(SqlKind.COMMIT_PREPARED);
            case "PREPARE TRANSACTION" -> asked.as(SqlKind.PREPARE_TRANSACTION);
            case "ROLLBACK" -> refuses(asked) ? asked.as(SqlKind.ROLLBACK) : asked;
            default -> asked;
        };
    }

    /** Whether the server rolled back where a commit was asked for. */
    boolean refuses(SqlStatement asked) {
        return command.equals("ROLLBACK")
                && (asked.kind() == SqlKind.COMMIT || asked.kind() == SqlKind.PREPARE_TRANSACTION);
    }

    /** Rows that the statement wrote. */
    long rowsWritten(SqlStatement corrected) {
        return corrected.kind().writes() && (WRITES.contains(command) || command.equals("COPY")) ? rows : 0;
    }
}

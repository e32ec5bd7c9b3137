package dev.sinkproof.link.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes statements of tokens: what they do, which tables they write, where they end.
 *
 * <p>Knows no grammar: it looks at the first word, at what follows words like INTO, and at verbs inside WITH. Not seen: writes by
 * functions and procedures (SELECT f(), CALL, DO), EXPLAIN ANALYZE of a write, SELECT INTO and CREATE TABLE AS
 * (counted as other and as DDL), SQL-level EXECUTE (found out when the server answers).
 */
final class SqlClassifier {
    private static final Set<String> WRITE_VERBS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");
    private static final Set<String> READ_VERBS = Set.of("SELECT", "VALUES", "TABLE");
    private static final Set<String> BEFORE_TABLE = Set.of("INTO", "FROM", "ONLY", "TABLE");
    private static final Map<String, SqlKind> KIND_BY_FIRST_WORD = Map.ofEntries(
            Map.entry("INSERT", SqlKind.WRITE),
            Map.entry("UPDATE", SqlKind.WRITE),
            Map.entry("DELETE", SqlKind.WRITE),
            Map.entry("MERGE", SqlKind.WRITE),
            Map.entry("TRUNCATE", SqlKind.WRITE),
            Map.entry("BEGIN", SqlKind.BEGIN),
            Map.entry("START", SqlKind.BEGIN),
            Map.entry("COMMIT", SqlKind.COMMIT),
            Map.entry("END", SqlKind.COMMIT),
            Map.entry("ROLLBACK", SqlKind.ROLLBACK),
            Map.entry("ABORT", SqlKind.ROLLBACK),
            Map.entry("CREATE", SqlKind.DDL),
            Map.entry("ALTER", SqlKind.DDL),
            Map.entry("DROP", SqlKind.DDL),
            Map.entry("COMMENT", SqlKind.DDL),
            Map.entry("GRANT", SqlKind.DDL),
            Map.entry("REVOKE", SqlKind.DDL),
            Map.entry("REINDEX", SqlKind.DDL),
            Map.entry("REFRESH", SqlKind.DDL));

    private final List<SqlStatement> statements = new ArrayList<>();

    private String first;
    private String verb;
    private SqlKind kind;
    private String previous;
    private int depth;
    private int bodyDepth;
    private boolean verbSeen;
    private boolean chained;
    private boolean copyFrom;
    private TableName tableName;
    private final List<String> tables = new ArrayList<>();
    private final StringBuilder name = new StringBuilder();

    /** Where in the name of a table the tokens are. */
    private enum TableName {
        NONE,
        EXPECTED,
        READ
    }

    SqlClassifier() {
        begin();
    }

    /** The statements that have ended. */
    List<SqlStatement> statements() {
        return statements;
    }

    /** An unquoted word. */
    void word(String text) {
        String word = text.toUpperCase(Locale.ROOT);
        if (tableName != TableName.EXPECTED) {
            endOfName();
            keyword(word);
        } else if (!name.isEmpty() || !BEFORE_TABLE.contains(word)) {
            nameRead(text.toLowerCase(Locale.ROOT));
        }
        previous = word;
    }

    /** A quoted identifier. */
    void quoted(String text) {
        if (tableName == TableName.EXPECTED) {
            nameRead(text);
        }
        first = first == null ? "" : first;
        previous = "";
    }

    /** A string constant. */
    void constant() {
        if (copyFrom && kind == SqlKind.OTHER) {
            kind = SqlKind.WRITE;
        }
        first = first == null ? "" : first;
        previous = "";
    }

    /** Any other character that means something. */
    void sign(char c) {
        if (c == ';' && depth == 0 && bodyDepth == 0) {
            end();
            return;
        }
        if (tableName != TableName.NONE) {
            signAfterTable(c);
        }
        depth = Math.max(0, depth + (c == '(' ? 1 : c == ')' ? -1 : 0));
        first = first == null ? "" : first;
        previous = String.valueOf(c);
    }

    /** The text ends, and so does its last statement. */
    void end() {
        endOfName();
        if (first != null) {
            statements.add(
                    new SqlStatement(kind, verb.toLowerCase(Locale.ROOT), kind.writes() ? tables : List.of(), chained));
        }
        begin();
    }

    private void begin() {
        first = null;
        verb = "";
        kind = SqlKind.OTHER;
        previous = "";
        depth = 0;
        bodyDepth = 0;
        verbSeen = false;
        chained = false;
        copyFrom = false;
        tableName = TableName.NONE;
        tables.clear();
        name.setLength(0);
    }

    private void keyword(String word) {
        if (first == null) {
            firstWord(word);
            return;
        }
        switch (first) {
            case "WITH" -> wordOfWith(word);
            case "COPY" -> wordOfCopy(word);
            case "CREATE" -> wordOfCreate(word);
            case "PREPARE" ->
                kind = previous.equals("PREPARE") && word.equals("TRANSACTION") ? SqlKind.PREPARE_TRANSACTION : kind;
            case "COMMIT", "END", "ROLLBACK", "ABORT" -> wordOfTransactionEnd(word);
            default -> {
                // The first word has said all.
            }
        }
    }

    private void firstWord(String word) {
        first = word;
        verb = word;
        kind = KIND_BY_FIRST_WORD.getOrDefault(word, SqlKind.OTHER);
        if (kind.writes() || word.equals("COPY")) {
            tableName = TableName.EXPECTED;
        }
    }

    private void wordOfWith(String word) {
        boolean inParentheses = depth > 0 && previous.equals("(");
        boolean mainVerb = depth == 0 && !verbSeen;
        if (WRITE_VERBS.contains(word) && (inParentheses || mainVerb)) {
            kind = SqlKind.WRITE;
            tableName = TableName.EXPECTED;
            verb = word;
        } else if (mainVerb && kind == SqlKind.OTHER && READ_VERBS.contains(word)) {
            verb = word;
        }
        verbSeen |= depth == 0 && (WRITE_VERBS.contains(word) || READ_VERBS.contains(word));
    }

    private void wordOfCopy(String word) {
        if (copyFrom && kind == SqlKind.OTHER) {
            kind = word.equals("STDIN") ? SqlKind.COPY_IN : SqlKind.WRITE;
        }
        if (depth == 0 && !verbSeen && (word.equals("FROM") || word.equals("TO"))) {
            verbSeen = true;
            copyFrom = word.equals("FROM");
        }
    }

    /** The body of a function in SQL-standard style holds semicolons: BEGIN ATOMIC …; …; END. */
    private void wordOfCreate(String word) {
        switch (word) {
            case "ATOMIC" -> bodyDepth += previous.equals("BEGIN") ? 1 : 0;
            case "CASE" -> bodyDepth += bodyDepth > 0 ? 1 : 0;
            case "END" -> bodyDepth -= bodyDepth > 0 ? 1 : 0;
            default -> {
                // Part of the definition.
            }
        }
    }

    private void wordOfTransactionEnd(String word) {
        switch (word) {
            case "TO" -> kind = SqlKind.OTHER;
            case "PREPARED" -> kind = kind == SqlKind.COMMIT ? SqlKind.COMMIT_PREPARED : SqlKind.OTHER;
            case "CHAIN" -> chained = !previous.equals("NO");
            default -> {
                // WORK, TRANSACTION, AND, or a name.
            }
        }
    }

    private void nameRead(String part) {
        name.append(part);
        tableName = TableName.READ;
    }

    private void signAfterTable(char c) {
        if (c == '.' && tableName == TableName.READ) {
            name.append('.');
            tableName = TableName.EXPECTED;
        } else if (c == ',' && "TRUNCATE".equals(first)) {
            endOfName();
            tableName = TableName.EXPECTED;
        } else if (c != '*') {
            endOfName();
        }
    }

    private void endOfName() {
        if (tableName == TableName.READ) {
            tables.add(name.toString());
        }
        tableName = TableName.NONE;
        name.setLength(0);
    }
}

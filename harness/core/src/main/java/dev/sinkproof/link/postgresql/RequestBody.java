package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;
import java.util.List;

/** The parts of a client's message that matter: names and SQL text. All else in the body is skipped unread. */
final class RequestBody {
    private final TextField first = new TextField();
    private final TextField second = new TextField();
    private SqlScanner sql;
    private byte type;
    private byte what;
    private Part part = Part.REST;

    private enum Part {
        WHAT,
        FIRST_NAME,
        SECOND_NAME,
        SQL,
        REST
    }

    void begin(byte messageType) {
        type = messageType;
        first.clear();
        second.clear();
        part = switch (type) {
            case 'C' -> Part.WHAT;
            case 'P', 'B', 'E' -> Part.FIRST_NAME;
            case 'Q' -> Part.SQL;
            default -> Part.REST;
        };
        sql = type == 'P' || type == 'Q' ? new SqlScanner() : null;
    }

    void read(ByteBuffer piece) throws MalformedMessageException {
        while (part != Part.REST && piece.hasRemaining()) {
            switch (part) {
                case WHAT -> {
                    what = piece.get();
                    part = Part.FIRST_NAME;
                }
                case FIRST_NAME -> part = first.read(piece) ? afterFirst() : part;
                case SECOND_NAME -> part = second.read(piece) ? Part.REST : part;
                case SQL -> part = sql.text(piece) ? Part.REST : part;
                case REST -> throw new AssertionError("unreachable");
            }
        }
    }

    /** The message is complete. Returns its type. */
    byte end() throws MalformedMessageException {
        if (part != Part.REST) {
            throw new MalformedMessageException("a message of type " + (char) type + " that ends too early");
        }
        return type;
    }

    boolean isCopyData() {
        return type == 'd';
    }

    /** Close: whether a statement or a portal. */
    byte what() {
        return what;
    }

    /** The first name: the statement of Parse, the portal of Bind and Execute. */
    String first() {
        return first.text();
    }

    /** The second name: the statement of Bind. */
    String second() {
        return second.text();
    }

    /** The statements of a simple query. */
    List<SqlStatement> statements() {
        return sql.end();
    }

    /** The one statement of Parse. */
    SqlStatement statement() {
        List<SqlStatement> all = sql.end();
        return all.isEmpty() ? SqlStatement.UNKNOWN : all.get(0);
    }

    private Part afterFirst() {
        return switch (type) {
            case 'P' -> Part.SQL;
            case 'B' -> Part.SECOND_NAME;
            default -> Part.REST;
        };
    }
}

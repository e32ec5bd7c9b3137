package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;

/** The parts of a server's message that matter: a command's tag, an error's code, a status. All else is skipped unread. */
final class AnswerBody {
    private static final byte SQLSTATE = 'C';

    private final TextField field = new TextField();
    private byte type;
    private byte status;
    private byte fieldType;
    private String text;

    void begin(byte messageType) {
        type = messageType;
        text = "";
        status = 0;
        fieldType = 0;
        field.clear();
    }

    void read(ByteBuffer piece) throws MalformedMessageException {
        switch (type) {
            case 'C' -> readTag(piece);
            case 'E' -> readErrorFields(piece);
            case 'Z' -> status = piece.get();
            default -> {
                // Nothing in it decides.
            }
        }
    }

    byte type() {
        return type;
    }

    /** Whether it is not known before the end of the message what becomes of it. */
    boolean decides() {
        return switch (type) {
            case 'C', 'E', 'Z', 'G', 's', 'I' -> true;
            default -> false;
        };
    }

    /** The tag of CommandComplete or the SQLSTATE of ErrorResponse. */
    String text() {
        return text;
    }

    TransactionStatus status() throws MalformedMessageException {
        return TransactionStatus.of(status);
    }

    private void readTag(ByteBuffer piece) throws MalformedMessageException {
        if (field.read(piece)) {
            text = field.text();
        }
    }

    /** Fields of a type and a text each; texts other than the code may be long and are not kept. */
    private void readErrorFields(ByteBuffer piece) throws MalformedMessageException {
        while (piece.hasRemaining()) {
            if (fieldType == 0) {
                fieldType = piece.get();
            } else if (fieldType == SQLSTATE) {
                readCode(piece);
            } else if (piece.get() == 0) {
                fieldType = 0;
            }
        }
    }

    private void readCode(ByteBuffer piece) throws MalformedMessageException {
        if (field.read(piece)) {
            text = field.text();
            fieldType = 0;
        }
    }
}

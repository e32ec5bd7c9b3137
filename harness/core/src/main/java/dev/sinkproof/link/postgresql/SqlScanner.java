package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts SQL text into tokens as it arrives, so that a statement of any length needs no memory. Strings, quoted
 * identifiers, dollar quotes and comments are skipped by PostgreSQL's rules; a backslash is a plain character except in
 * {@code E'…'} ({@code standard_conforming_strings} is taken to be on, as it is by default).
 */
final class SqlScanner {
    /** Longer words are no keywords, and PostgreSQL cuts names at 63 bytes; longer tags of dollar quotes are not followed. */
    private static final int WORD_BYTES_MAX = 128;

    private final SqlClassifier classifier = new SqlClassifier();
    private final byte[] word = new byte[WORD_BYTES_MAX];
    private int wordLength;
    private State state = State.PLAIN;
    private boolean escapes;
    private boolean escaped;
    private int commentDepth;
    private byte previous;
    private byte[] dollarTag;
    private int dollarMatched;

    private enum State {
        PLAIN,
        WORD,
        STRING,
        AFTER_STRING,
        QUOTED,
        AFTER_QUOTED,
        MINUS,
        LINE_COMMENT,
        SLASH,
        BLOCK_COMMENT,
        DOLLAR,
        DOLLAR_STRING
    }

    /** Takes text up to the end of the buffer, or up to a zero byte, which is left behind. True when that was met. */
    boolean text(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == 0) {
                bytes.position(bytes.position() - 1);
                return true;
            }
            next(b);
        }
        return false;
    }

    /** The text is at its end: the statements in it. */
    List<SqlStatement> end() {
        next((byte) ' ');
        classifier.end();
        return List.copyOf(classifier.statements());
    }

    private void next(byte b) {
        switch (state) {
            case PLAIN -> plain(b);
            case WORD -> inWord(b);
            case STRING -> inString(b);
            case AFTER_STRING -> afterString(b);
            case QUOTED -> inQuoted(b);
            case AFTER_QUOTED -> afterQuoted(b);
            case MINUS -> afterMinus(b);
            case LINE_COMMENT -> state = b == '\n' || b == '\r' ? State.PLAIN : state;
            case SLASH -> afterSlash(b);
            case BLOCK_COMMENT -> inBlockComment(b);
            case DOLLAR -> afterDollar(b);
            case DOLLAR_STRING -> inDollarString(b);
        }
    }

    private void plain(byte b) {
        state = State.PLAIN;
        switch (b) {
            case ' ', '\t', '\n', '\r', '\f', 0x0B -> {
                // Between tokens.
            }
            case '\'' -> beginString(false);
            case '"' -> beginWord(State.QUOTED);
            case '-' -> state = State.MINUS;
            case '/' -> state = State.SLASH;
            case '$' -> beginWord(State.DOLLAR);
            default -> {
                if (isWordByte(b)) {
                    beginWord(State.WORD);
                    append(b);
                } else {
                    classifier.sign((char) b);
                }
            }
        }
    }

    private void inWord(byte b) {
        if (isWordByte(b) || b == '$') {
            append(b);
        } else if (b == '\'' && wordLength == 1 && (word[0] == 'e' || word[0] == 'E')) {
            beginString(true);
        } else {
            classifier.word(takeWord());
            plain(b);
        }
    }

    private void beginString(boolean withEscapes) {
        state = State.STRING;
        escapes = withEscapes;
        escaped = false;
    }

    private void inString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\'') {
            state = State.AFTER_STRING;
        } else {
            escaped = escapes && b == '\\';
        }
    }

    private void afterString(byte b) {
        if (b == '\'') {
            state = State.STRING;
        } else {
            classifier.constant();
            plain(b);
        }
    }

    private void inQuoted(byte b) {
        if (b == '"') {
            state = State.AFTER_QUOTED;
        } else {
            append(b);
        }
    }

    private void afterQuoted(byte b) {
        if (b == '"') {
            append(b);
            state = State.QUOTED;
        } else {
            classifier.quoted(takeWord());
            plain(b);
        }
    }

    private void afterMinus(byte b) {
        if (b == '-') {
            state = State.LINE_COMMENT;
        } else {
            classifier.sign('-');
            plain(b);
        }
    }

    private void afterSlash(byte b) {
        if (b == '*') {
            beginBlockComment();
        } else {
            classifier.sign('/');
            plain(b);
        }
    }

    private void beginBlockComment() {
        state = State.BLOCK_COMMENT;
        commentDepth = 1;
        previous = 0;
    }

    private void inBlockComment(byte b) {
        boolean opens = previous == '/' && b == '*';
        boolean closes = previous == '*' && b == '/';
        commentDepth += opens ? 1 : closes ? -1 : 0;
        previous = opens || closes ? 0 : b;
        state = commentDepth == 0 ? State.PLAIN : state;
    }

    /** After a dollar sign outside of words: a parameter, or the tag of a dollar quote. */
    private void afterDollar(byte b) {
        if (b == '$') {
            beginDollarString();
        } else if (isWordByte(b) && !(wordLength == 0 && isDigit(b))) {
            append(b);
        } else {
            classifier.sign('$');
            plain(b);
        }
    }

    private void beginDollarString() {
        dollarTag = new byte[wordLength + 2];
        dollarTag[0] = '$';
        System.arraycopy(word, 0, dollarTag, 1, wordLength);
        dollarTag[wordLength + 1] = '$';
        dollarMatched = 0;
        state = State.DOLLAR_STRING;
    }

    private void inDollarString(byte b) {
        if (b == dollarTag[dollarMatched]) {
            dollarMatched++;
        } else {
            dollarMatched = b == '$' ? 1 : 0;
        }
        if (dollarMatched == dollarTag.length) {
            classifier.constant();
            state = State.PLAIN;
        }
    }

    private void beginWord(State next) {
        state = next;
        wordLength = 0;
    }

    private void append(byte b) {
        if (wordLength < WORD_BYTES_MAX) {
            word[wordLength++] = b;
        }
    }

    private String takeWord() {
        return new String(word, 0, wordLength, StandardCharsets.UTF_8);
    }

    private static boolean isWordByte(byte b) {
        return b < 0 || b == '_' || isDigit(b) || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

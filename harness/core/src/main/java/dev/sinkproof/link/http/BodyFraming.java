package dev.sinkproof.link.http;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Finds the end of a body, framed by length, by chunks, or by the end of the connection. */
final class BodyFraming {
    /** A chunk's size has at most 15 digits: more than any disk holds, and safe in a long. */
    private static final int SIZE_DIGITS_MAX = 15;

    private static final int LINE_BYTES_MAX = 16 * 1024;

    private State state;
    private long left;
    private int digits;
    private int lineLength;
    private final OptionalLong length;

    private enum State {
        DATA,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_DATA,
        CHUNK_END,
        TRAILER,
        END
    }

    private BodyFraming(State state, OptionalLong length) {
        this.state = state;
        this.length = length;
        this.left = length.orElse(0);
    }

    static BodyFraming none() {
        return new BodyFraming(State.END, OptionalLong.of(0));
    }

    static BodyFraming ofRequest(HttpHead head) throws MalformedHttpException {
        return framed(head, none());
    }

    /** @param method of the request that this answers */
    static BodyFraming ofResponse(HttpHead head, String method) throws MalformedHttpException {
        int status = head.status();
        boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return bodiless ? none() : framed(head, new BodyFraming(State.UNTIL_CLOSE, OptionalLong.empty()));
    }

    private static BodyFraming framed(HttpHead head, BodyFraming otherwise) throws MalformedHttpException {
        if (head.has("transfer-encoding", "chunked")) {
            return new BodyFraming(State.CHUNK_SIZE, OptionalLong.empty());
        }
        String text = head.header("content-length").orElse(null);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedHttpException("a Content-Length of " + text);
        }
        long bytes = Long.parseLong(text);
        return bytes == 0 ? none() : new BodyFraming(State.DATA, OptionalLong.of(bytes));
    }

    boolean atEnd() {
        return state == State.END;
    }

    boolean untilClose() {
        return state == State.UNTIL_CLOSE;
    }

    /** How long the body is, where the head tells. */
    OptionalLong length() {
        return length;
    }

    /** Takes bytes up to the end of the body. */
    void read(ByteBuffer chunk) throws MalformedHttpException {
        while (chunk.hasRemaining() && state != State.END) {
            switch (state) {
                case DATA -> skip(chunk, State.END);
                case CHUNK_DATA -> skip(chunk, State.CHUNK_END);
                case UNTIL_CLOSE -> chunk.position(chunk.limit());
                default -> line(chunk.get());
            }
        }
    }

    private void skip(ByteBuffer chunk, State next) {
        int count = (int) Math.min(left, chunk.remaining());
        chunk.position(chunk.position() + count);
        left -= count;
        state = left == 0 ? next : state;
    }

    private void line(byte b) throws MalformedHttpException {
        if (b == '\n') {
            endOfLine();
        } else if (b != '\r') {
            inLine(b);
        }
    }

    private void inLine(byte b) throws MalformedHttpException {
        if (++lineLength > LINE_BYTES_MAX) {
            throw new MalformedHttpException("a line of more than " + LINE_BYTES_MAX + " bytes between chunks");
        }
        if (state == State.CHUNK_END) {
            throw new MalformedHttpException("a chunk that is longer than its size");
        }
        if (state == State.CHUNK_SIZE) {
            int digit = Character.digit(b, 16);
            state = digit < 0 ? State.CHUNK_EXTENSION : state;
            digits += digit < 0 ? 0 : 1;
            left = digit < 0 ? left : 16 * left + digit;
        }
        if (digits > SIZE_DIGITS_MAX) {
            throw new MalformedHttpException("a chunk of more than " + SIZE_DIGITS_MAX + " digits");
        }
    }

    private void endOfLine() throws MalformedHttpException {
        boolean sized = digits > 0;
        switch (state) {
            case CHUNK_SIZE, CHUNK_EXTENSION -> {
                if (!sized) {
                    throw new MalformedHttpException("a chunk without a size");
                }
                state = left == 0 ? State.TRAILER : State.CHUNK_DATA;
            }
            case CHUNK_END -> {
                state = State.CHUNK_SIZE;
                left = 0;
            }
            case TRAILER -> state = lineLength == 0 ? State.END : state;
            default -> throw new AssertionError("no line in " + state);
        }
        digits = 0;
        lineLength = 0;
    }
}

package dev.sinkproof.link.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects a head, up to and including its empty line, from bytes that arrive in pieces. */
final class HeadReader {
    /** Real servers stop at 8 to 64 KiB. */
    static final int HEAD_BYTES_MAX = 64 * 1024;

    private byte[] head = new byte[1024];
    private int length;
    private int lineLength;

    /** Whether the first bytes of a head were read and its end was not. */
    boolean begun() {
        return length > 0;
    }

    /** Takes bytes up to the end of the head. True when that was there. */
    boolean read(ByteBuffer chunk) throws MalformedHttpException {
        while (chunk.hasRemaining()) {
            if (take(chunk.get())) {
                return true;
            }
        }
        return false;
    }

    /** The head that was read; the next one may come. */
    String take() {
        String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        length = 0;
        lineLength = 0;
        return text;
    }

    private boolean take(byte b) throws MalformedHttpException {
        boolean beforeHead = length == 0 && (b == '\r' || b == '\n');
        if (beforeHead) {
            // Empty lines before a request are to be ignored.
            return false;
        }
        append(b);
        if (b == '\n') {
            boolean empty = lineLength == 0;
            lineLength = 0;
            return empty;
        }
        lineLength += b == '\r' ? 0 : 1;
        return false;
    }

    private void append(byte b) throws MalformedHttpException {
        if (length == HEAD_BYTES_MAX) {
            throw new MalformedHttpException("a head of more than " + HEAD_BYTES_MAX + " bytes");
        }
        boolean first = length == 0;
        if (first && (b < 'A' || b > 'Z')) {
            throw new MalformedHttpException(
                    "a message that begins with byte " + (b & 0xff) + (b == 0x16 ? ", as TLS does" : ""));
        }
        if (length == head.length) {
            head = Arrays.copyOf(head, 2 * length);
        }
        head[length++] = b;
    }
}

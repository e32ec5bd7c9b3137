package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A zero-terminated text in a message body that arrives in pieces. */
final class TextField {
    /** Names are cut at 63 bytes by the server; whoever sends a longer one than this speaks another protocol. */
    private static final int TEXT_BYTES_MAX = 8 * 1024;

    private byte[] bytes = new byte[64];
    private int length;

    /** Forgets the last text. */
    void clear() {
        length = 0;
    }

    /** Takes bytes up to and including the terminating zero, if it is there. True when it was. */
    boolean read(ByteBuffer piece) throws MalformedMessageException {
        while (piece.hasRemaining()) {
            byte b = piece.get();
            if (b == 0) {
                return true;
            }
            append(b);
        }
        return false;
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void append(byte b) throws MalformedMessageException {
        if (length == TEXT_BYTES_MAX) {
            throw new MalformedMessageException("a name or tag of more than " + TEXT_BYTES_MAX + " bytes");
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = b;
    }
}

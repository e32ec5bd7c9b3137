package dev.sinkproof.link.postgresql;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the messages in a stream of bytes that arrives in pieces: a type, a length that counts itself, a body. */
final class MessageReader {
    /** The server's own limit for a message. */
    private static final int MESSAGE_BYTES_MAX = 0x3fffffff;

    private static final int HEADER_BYTES = 5;
    private static final int NO_BODY = -1;

    private final Handler handler;
    private int headerBytes;
    private int length;
    private byte type;
    private int bodyLeft = NO_BODY;

    /** What is done with messages. */
    interface Handler {
        /** A header is complete. */
        void begin(byte type, int bodyLength) throws MalformedMessageException;

        /** A piece of the body, from position to limit. Which bytes of it are read does not matter. */
        void body(ByteBuffer piece) throws MalformedMessageException;

        /** The message is complete; the next one begins at this position of the chunk. */
        void end(int position) throws IOException, InterruptedException, MalformedMessageException;
    }

    MessageReader(Handler handler) {
        this.handler = handler;
    }

    /** Takes a chunk, all of it. */
    void read(ByteBuffer chunk) throws IOException, InterruptedException, MalformedMessageException {
        while (chunk.hasRemaining()) {
            if (bodyLeft == NO_BODY && header(chunk)) {
                bodyLeft = length - (HEADER_BYTES - 1);
                handler.begin(type, bodyLeft);
            }
            if (bodyLeft > 0 && chunk.hasRemaining()) {
                body(chunk);
            }
            if (bodyLeft == 0) {
                bodyLeft = NO_BODY;
                handler.end(chunk.position());
            }
        }
    }

    /** Whether the header of a message was read and its end was not. */
    boolean insideMessage() {
        return bodyLeft != NO_BODY;
    }

    private boolean header(ByteBuffer chunk) throws MalformedMessageException {
        while (headerBytes < HEADER_BYTES && chunk.hasRemaining()) {
            byte b = chunk.get();
            if (headerBytes == 0) {
                type = b;
                length = 0;
            } else {
                length = (length << 8) | (b & 0xff);
            }
            headerBytes++;
        }
        if (headerBytes < HEADER_BYTES) {
            return false;
        }
        headerBytes = 0;
        check();
        return true;
    }

    private void check() throws MalformedMessageException {
        boolean letter = (type >= 'A' && type <= 'Z') || (type >= 'a' && type <= 'z') || (type >= '0' && type <= '9');
        if (!letter || length < HEADER_BYTES - 1 || length > MESSAGE_BYTES_MAX) {
            throw new MalformedMessageException("a message of type " + type + " and length " + length);
        }
    }

    private void body(ByteBuffer chunk) throws MalformedMessageException {
        int count = Math.min(bodyLeft, chunk.remaining());
        int start = chunk.position();
        int limit = chunk.limit();
        handler.body(chunk.limit(start + count));
        chunk.limit(limit).position(start + count);
        bodyLeft -= count;
    }
}

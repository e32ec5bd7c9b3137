package dev.sinkproof.link.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages to the server that it can only refuse, so that a transaction is really in the state that the client is told. They
 * execute nothing, and say in the server's log who sent them.
 */
final class Sabotage {
    private static final String SENTENCE = "sinkproof answered this request in the target's stead";

    /** In place of a whole cycle. */
    static final byte[] QUERY = message('Q', SENTENCE + "\0");
    /** In place of what is left of a cycle of the extended protocol; after it the server skips everything up to the next Sync. */
    static final byte[] PARSE = message('P', "\0" + SENTENCE + "\0\0\0");
    /** The end of such a cycle. */
    static final byte[] SYNC = message('S', "");

    static final byte[] PARSE_SYNC =
            ByteBuffer.allocate(PARSE.length + SYNC.length).put(PARSE).put(SYNC).array();
    /** In place of CopyDone. */
    static final byte[] COPY_FAIL = message('f', SENTENCE + "\0");

    private Sabotage() {}

    private static byte[] message(char type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) type)
                .putInt(4 + bytes.length)
                .put(bytes)
                .array();
    }
}

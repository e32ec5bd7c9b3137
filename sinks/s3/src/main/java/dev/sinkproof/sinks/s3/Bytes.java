package dev.sinkproof.sinks.s3;

import java.nio.ByteBuffer;

/** Bytes out of buffers. */
final class Bytes {
    private Bytes() {}

    /** What is left in the buffer, which stays as it is. */
    static byte[] of(ByteBuffer buffer) {
        ByteBuffer own = buffer.duplicate();
        byte[] bytes = new byte[own.remaining()];
        own.get(bytes);
        return bytes;
    }
}

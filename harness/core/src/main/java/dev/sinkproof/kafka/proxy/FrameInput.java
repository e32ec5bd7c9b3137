package dev.sinkproof.kafka.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Cuts a stream into Kafka's frames: four bytes of length, then so many bytes. A frame goes through without being kept as a
 * whole, unless its bytes are asked for. Used by one thread.
 */
final class FrameInput {
    static final int CHUNK_BYTES = 64 * 1024;
    /** The broker's own limit for a request ({@code socket.request.max.bytes}). */
    static final int WHOLE_FRAME_BYTES_MAX = 100 * 1024 * 1024;

    private static final int LENGTH_BYTES = 4;

    private final ReadableByteChannel from;
    /** Always ready to be drained: what was read and not yet used lies between position and limit. */
    private ByteBuffer buffered = ByteBuffer.allocateDirect(CHUNK_BYTES).flip();

    private int size;

    FrameInput(ReadableByteChannel from) {
        this.from = from;
    }

    /**
     * Goes to the next frame; the one before must have been transferred or skipped.
     *
     * @return false at the end of the stream
     * @throws NotKafkaException when this cannot be a frame
     */
    boolean next() throws IOException {
        shrink();
        if (!buffer(LENGTH_BYTES)) {
            return false;
        }
        size = buffered.getInt(buffered.position());
        if (size < LENGTH_BYTES) {
            throw new NotKafkaException("a frame of " + size + " bytes cannot be Kafka's: it has no correlation id");
        }
        return true;
    }

    /** Bytes of the frame, without its length. */
    int size() {
        return size;
    }

    /**
     * The first bytes of the frame, read when they have not come yet; valid until the frame is transferred or skipped.
     *
     * @param atMost how many, or all of a frame that is shorter
     */
    ByteBuffer peek(int atMost) throws IOException {
        int count = Math.min(atMost, size);
        if (!buffer(LENGTH_BYTES + count)) {
            throw new IOException("the stream ended within a frame");
        }
        return buffered.slice(buffered.position() + LENGTH_BYTES, count);
    }

    /** Sends the frame on, as it is. */
    void transferTo(WritableByteChannel to) throws IOException {
        drain(to);
    }

    /** Throws the frame away. */
    void skip() throws IOException {
        drain(null);
    }

    private void drain(WritableByteChannel to) throws IOException {
        long left = (long) LENGTH_BYTES + size;
        while (left > 0) {
            if (!buffered.hasRemaining() && !buffer(1)) {
                throw new IOException("the stream ended within a frame");
            }
            int count = (int) Math.min(left, buffered.remaining());
            ByteBuffer part = buffered.slice(buffered.position(), count);
            while (to != null && part.hasRemaining()) {
                to.write(part);
            }
            buffered.position(buffered.position() + count);
            left -= count;
        }
    }

    /** Reads until so many bytes are there; false when the stream ends before. */
    private boolean buffer(int wanted) throws IOException {
        if (buffered.remaining() >= wanted) {
            return true;
        }
        makeRoom(wanted);
        boolean open = true;
        while (open && buffered.position() < wanted) {
            open = from.read(buffered) >= 0;
        }
        buffered.flip();
        return open;
    }

    private void makeRoom(int wanted) {
        if (wanted > buffered.capacity()) {
            buffered = ByteBuffer.allocateDirect(wanted).put(buffered);
        } else {
            buffered.compact();
        }
    }

    /** A large frame that was looked at must not keep its memory for as long as the connection lives. */
    private void shrink() {
        if (buffered.capacity() > CHUNK_BYTES && buffered.remaining() <= CHUNK_BYTES) {
            buffered = ByteBuffer.allocateDirect(CHUNK_BYTES).put(buffered).flip();
        }
    }
}

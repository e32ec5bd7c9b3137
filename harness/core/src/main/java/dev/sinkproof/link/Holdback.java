package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keeps back the bytes of one direction until it is known what becomes of them.
 *
 * <p>Bytes are named by their position in the chunk at hand. They are copied only when a chunk ends before their fate is
 * known, and whatever may go goes in as few writes as possible: {@link #release} only takes note, {@link #settle} and
 * {@link #endChunk} write.
 *
 * <p>Not thread-safe: belongs to the thread of its direction.
 */
public final class Holdback {
    private static final byte[] NOTHING = {};
    /** The next batch is as large as the last one: growing anew for each is most of what holding back costs. A connection keeps no more than this. */
    private static final int STASH_BYTES_KEPT_MAX = 4 * 1024 * 1024;

    private byte[] stash = NOTHING;
    private int stashed;
    private boolean stashReleased;
    private ByteBuffer chunk = ByteBuffer.wrap(NOTHING);
    private int from;
    private int released;
    private LinkFlow flow;

    /** Begins a chunk. Its position and limit may be moved afterwards, its content not changed before {@link #endChunk}. */
    public void beginChunk(ByteBuffer bytes, LinkFlow to) {
        chunk = bytes.duplicate();
        flow = to;
        from = bytes.position();
        released = from;
    }

    /** All bytes before this position may go. */
    public void release(int upTo) {
        stashReleased = true;
        released = upTo;
    }

    /** Writes all that was released. */
    public void settle() throws IOException {
        if (stashReleased) {
            int length = stashed;
            forgetStash();
            writeStash(length);
        }
        if (released > from) {
            int start = from;
            from = released;
            flow.forward(slice(start, released));
        }
    }

    /** Throws away all bytes before this position that were not released. */
    public void discard(int upTo) throws IOException {
        settle();
        forgetStash();
        from = upTo;
        released = upTo;
    }

    /** Writes the first of the bytes before this position that were neither released nor discarded, and throws away the others. */
    public void writePart(long count, int upTo) throws IOException {
        settle();
        int ofStash = (int) Math.min(count, stashed);
        int ofChunk = (int) Math.min(count - ofStash, upTo - from);
        writeStash(ofStash);
        if (ofChunk > 0) {
            flow.forward(slice(from, from + ofChunk));
        }
        discard(upTo);
    }

    /** How many bytes before this position are neither released nor discarded. */
    public long pending(int upTo) {
        return (stashReleased ? 0 : stashed) + (long) upTo - released;
    }

    /** Ends a chunk: writes what was released and copies the rest. */
    public void endChunk() throws IOException {
        settle();
        int rest = chunk.limit() - from;
        if (rest > 0) {
            keep(rest);
        }
    }

    private void keep(int rest) {
        if (stash.length - stashed < rest) {
            stash = Arrays.copyOf(stash, Math.max(stashed + rest, 2 * stash.length));
        }
        slice(from, chunk.limit()).get(stash, stashed, rest);
        stashed += rest;
    }

    private void writeStash(int length) throws IOException {
        if (length > 0) {
            flow.forward(ByteBuffer.wrap(stash, 0, length));
            if (stash.length > STASH_BYTES_KEPT_MAX) {
                stash = NOTHING;
            }
        }
    }

    private void forgetStash() {
        stashed = 0;
        stashReleased = false;
    }

    private ByteBuffer slice(int start, int end) {
        ByteBuffer slice = chunk.duplicate();
        slice.limit(end).position(start);
        return slice;
    }
}

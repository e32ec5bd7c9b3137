package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One step that the bytes of one direction go through. It forwards them as they are, later, changed, or not at all.
 *
 * <p>Threads: one thread per direction calls it. It may block; then the direction waits, and nothing else does.
 */
public interface LinkStage {
    /**
     * Takes the next bytes.
     *
     * @param bytes all that was read, from position to limit; valid during the call only: what is not forwarded must be copied.
     *     Position and limit are of no interest to the caller afterwards
     * @param flow where they go
     * @throws IOException when they cannot be forwarded, or the connection is being cut
     * @throws InterruptedException when the run ends while the direction is held
     */
    void bytes(ByteBuffer bytes, LinkFlow flow) throws IOException, InterruptedException;

    /** The side that sends has ended, in whatever way: what is still held back goes on now, or never. */
    void end(LinkFlow flow) throws IOException, InterruptedException;
}

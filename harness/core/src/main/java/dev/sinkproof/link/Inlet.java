package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a direction come from. */
interface Inlet {
    /**
     * Waits for bytes.
     *
     * @return how many were put into the buffer; negative when the side that sends has ended, in whatever way
     * @throws InterruptedException when the run ends meanwhile
     */
    int read(ByteBuffer into) throws IOException, InterruptedException;
}

package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a direction go to. Faults that delay, slice or cut bytes stand before the socket as further outlets. */
interface Outlet {
    /** Writes all bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Says that no more bytes come, as a socket whose sender has gone says it. */
    void finish() throws IOException;
}

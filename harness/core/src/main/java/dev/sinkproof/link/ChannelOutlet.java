package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/** Writes to a socket, whole buffer after whole buffer, and counts. */
final class ChannelOutlet implements Outlet {
    /** The JDK copies heap buffers to a native one that each thread keeps for ever: so that this stays small. */
    private static final int HEAP_WRITE_BYTES_MAX = 64 * 1024;

    private final SocketChannel channel;
    private final LongAdder written = new LongAdder();

    private final LongAdder ofLink;

    /** @param ofLink counts as well, for all connections of a link */
    ChannelOutlet(SocketChannel channel, LongAdder ofLink) {
        this.channel = channel;
        this.ofLink = ofLink;
    }

    /** Bytes written so far. */
    long bytes() {
        return written.sum();
    }

    @Override
    public synchronized void write(ByteBuffer bytes) throws IOException {
        written.add(bytes.remaining());
        ofLink.add(bytes.remaining());
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            bytes.limit(bytes.isDirect() ? limit : Math.min(limit, bytes.position() + HEAP_WRITE_BYTES_MAX));
            channel.write(bytes);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }
}

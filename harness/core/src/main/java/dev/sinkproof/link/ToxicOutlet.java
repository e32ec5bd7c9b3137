package dev.sinkproof.link;

import dev.sinkproof.link.toxic.ToxicChain;
import dev.sinkproof.link.toxic.ToxicLine;
import dev.sinkproof.link.toxic.ToxicStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The way to a socket through the toxics of its direction. */
final class ToxicOutlet implements ToxicLine.End {
    private final LinkConnection connection;
    private final LinkSide to;
    private final ChannelOutlet socket;
    private volatile ToxicLine line;

    ToxicOutlet(LinkConnection connection, LinkSide to, ChannelOutlet socket) {
        this.connection = connection;
        this.to = to;
        this.socket = socket;
    }

    /** Bytes may come from now on, and toxics act. */
    void open(ToxicChain toxics, long id, ToxicLine.Threads threads) {
        line = toxics.line(to == LinkSide.TARGET ? ToxicStream.UPSTREAM : ToxicStream.DOWNSTREAM, id, this, threads);
    }

    /** Wakes who waits for toxics. */
    void close() {
        ToxicLine opened = line;
        if (opened != null) {
            opened.close();
        }
    }

    /** Bytes written to the socket so far. */
    long bytes() {
        return socket.bytes();
    }

    /** The outlet that the connection writes to. */
    Outlet entry() {
        return new Outlet() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                line.write(bytes);
            }

            @Override
            public void finish() throws IOException {
                line.finish();
            }
        };
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        socket.write(bytes);
    }

    @Override
    public void finish() throws IOException {
        socket.finish();
    }

    @Override
    public void cut() {
        connection.cut(EndReason.CUT, "cut by a toxic");
    }

    @Override
    public void reset() {
        connection.reset();
    }

    @Override
    public void failed(IOException cause) {
        connection.cutOff(to, EndReason.RESET);
    }
}

package dev.sinkproof.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** Reads from the socket of one side and tells when and how that side ends. */
final class SideReader {
    private final SocketChannel channel;
    private final Consumer<EndReason> ended;

    SideReader(SocketChannel channel, Consumer<EndReason> ended) {
        this.channel = channel;
        this.ended = ended;
    }

    /** Waits for bytes; negative when the side has ended, which is told before this returns. */
    int read(ByteBuffer into) {
        int count;
        EndReason reason = EndReason.CLOSED;
        try {
            count = channel.read(into);
        } catch (IOException e) {
            count = -1;
            reason = EndReason.RESET;
        }
        if (count < 0) {
            ended.accept(reason);
        }
        return count;
    }
}

package dev.sinkproof.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;

/** Closing what cannot fail in a way that matters. */
final class Sockets {
    private Sockets() {}

    /** Closes a socket whose fate is of no interest any more, except that it must not stay open. */
    static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is released in any case; only a channel that still says it is open would be a leak.
            if (channel.isOpen()) {
                throw new UncheckedIOException("A socket of the link cannot be closed.", e);
            }
        }
    }
}

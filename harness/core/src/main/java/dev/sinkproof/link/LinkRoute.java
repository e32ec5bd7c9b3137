package dev.sinkproof.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * From where to where a link leads.
 *
 * @param listen where it accepts connections; port 0 is any free one
 * @param upstream where the target listens; a host that is not resolved is looked up for each connection
 */
public record LinkRoute(InetSocketAddress listen, InetSocketAddress upstream) {
    public LinkRoute {
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(upstream, "upstream");
    }

    /** From any free port on 127.0.0.1. */
    public static LinkRoute to(InetSocketAddress upstream) {
        try {
            return new LinkRoute(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), upstream);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** The same with the port that was found. */
    LinkRoute listeningOn(int port) {
        return new LinkRoute(new InetSocketAddress(listen.getAddress(), port), upstream);
    }

    /** Where to connect now. */
    InetSocketAddress resolvedUpstream() {
        return upstream.isUnresolved() ? new InetSocketAddress(upstream.getHostString(), upstream.getPort()) : upstream;
    }
}

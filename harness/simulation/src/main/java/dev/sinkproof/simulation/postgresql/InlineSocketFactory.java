package dev.sinkproof.simulation.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes the sockets of a subject's driver, which loads this class by its name ({@code socketFactory} and {@code socketFactoryArg} of the
 * connection's URL). Public for the driver only.
 */
public final class InlineSocketFactory extends SocketFactory {
    private final InlineLink link;

    /** @param key tells whose sockets they are */
    public InlineSocketFactory(String key) {
        this.link = InlineLink.byKey(key);
    }

    @Override
    public Socket createSocket() {
        return new InlineSocket(link);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("the driver is expected to connect its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new IOException("the driver is expected to connect its sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address, port);
    }
}

package dev.sinkproof.link.control;

import java.net.InetSocketAddress;

/** Addresses as Toxiproxy writes them: {@code host:port}. */
final class Addresses {
    /** What an empty address to listen on means: any free port, for this machine only. */
    private static final String LISTEN_DEFAULT = "127.0.0.1:0";

    private Addresses() {}

    static InetSocketAddress listen(String text) throws ApiException {
        String address = text.isEmpty() ? LISTEN_DEFAULT : text;
        String host = host(address);
        InetSocketAddress found =
                host.isEmpty() ? new InetSocketAddress(port(address)) : new InetSocketAddress(host, port(address));
        if (found.isUnresolved()) {
            throw new ApiException(500, "listen tcp: lookup " + host + ": no such host");
        }
        return found;
    }

    /** Looked up when somebody connects. */
    static InetSocketAddress upstream(String text) throws ApiException {
        return InetSocketAddress.createUnresolved(host(text), port(text));
    }

    /** With the number of the host when it was looked up. */
    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String host(String address) throws ApiException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new ApiException(500, "address " + address + ": missing port in address");
        }
        return address.substring(0, colon).replaceAll("^\\[|]$", "");
    }

    private static int port(String address) throws ApiException {
        String port = address.substring(address.lastIndexOf(':') + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new ApiException(500, "address " + address + ": invalid port");
        }
        return Integer.parseInt(port);
    }
}

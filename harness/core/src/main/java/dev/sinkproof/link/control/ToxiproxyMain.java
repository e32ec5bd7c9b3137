package dev.sinkproof.link.control;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** A stand-alone server that Toxiproxy's clients can drive. Runs until its process is ended. */
public final class ToxiproxyMain {
    private static final String HOST_DEFAULT = "127.0.0.1";
    private static final String PORT_DEFAULT = "8474";

    private ToxiproxyMain() {}

    /**
     * Starts it.
     *
     * @param args host, port and seed; 127.0.0.1, 8474 and 0 when they are not given
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        InetSocketAddress listen = new InetSocketAddress(
                argument(args, 0, HOST_DEFAULT), Integer.parseInt(argument(args, 1, PORT_DEFAULT)));
        try (ToxiproxyServer server = ToxiproxyServer.start(listen, Map::of, Long.parseLong(argument(args, 2, "0")))) {
            Thread.currentThread().join();
        }
    }

    private static String argument(String[] args, int index, String otherwise) {
        return args.length > index ? args[index] : otherwise;
    }
}

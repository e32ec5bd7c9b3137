package dev.sinkproof.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ports on the loopback interface that nobody uses at the moment. Thread-safe. */
public final class FreePorts {
    /** The system may give a port again as soon as it is free, and whom one was given to may not have opened it yet. */
    private static final Deque<Integer> GIVEN = new ArrayDeque<>();

    private static final int REMEMBERED = 1000;

    private FreePorts() {}

    /** A port that was not given lately. */
    public static synchronized int next() throws IOException {
        int port = free();
        while (GIVEN.contains(port)) {
            port = free();
        }
        GIVEN.add(port);
        if (GIVEN.size() > REMEMBERED) {
            GIVEN.remove();
        }
        return port;
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

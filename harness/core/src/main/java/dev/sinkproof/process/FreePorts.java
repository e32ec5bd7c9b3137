package dev.sinkproof.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * Ports on the loopback interface that nobody uses at the moment, and that no client is given: whoever asks for one opens it later, and until then the system
 * may give a port of its own range to any connection (32768 and above on Linux, 49152 and above elsewhere). Thread-safe.
 */
public final class FreePorts {
    /** Whom a port was given to may not have opened it yet. */
    private static final Deque<Integer> GIVEN = new ArrayDeque<>();

    private static final int REMEMBERED = 1000;
    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int TRIES = 10_000;
    /** Other processes like this one look for ports too. */
    private static final SplittableRandom ANY = new SplittableRandom();

    private FreePorts() {}

    /**
     * A port that was not given lately.
     *
     * @throws IOException when none is free
     */
    public static synchronized int next() throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ANY.nextInt(FIRST, END);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                if (GIVEN.size() > REMEMBERED) {
                    GIVEN.remove();
                }
                return port;
            }
        }
        throw new IOException("no port between " + FIRST + " and " + (END - 1) + " on the loopback interface is free");
    }

    static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException inUse) {
            return false;
        }
    }
}

package dev.sinkproof.simulation.postgresql;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Sessions of the real server that wait for their next client: to begin one takes as long as everything else in a short run. */
final class Backends implements AutoCloseable {
    private static final int MILLIS_MAX = 10_000;

    private final Map<Key, Deque<Backend>> idle = new HashMap<>();

    /** Sessions that are begun alike are alike. */
    private record Key(SocketAddress server, ByteBuffer startup) {}

    /** A session on which nothing has happened since it was begun like this. */
    Lease take(SocketAddress server, byte[] startup) throws IOException {
        Key key = new Key(server, ByteBuffer.wrap(startup.clone()));
        Backend waiting = idle.computeIfAbsent(key, made -> new ArrayDeque<>()).poll();
        return new Lease(key, waiting == null ? new Backend(server, startup, MILLIS_MAX) : waiting);
    }

    /** A session while a client has it. */
    final class Lease {
        private final Key key;
        private final Backend backend;

        private Lease(Key key, Backend backend) {
            this.key = key;
            this.backend = backend;
        }

        Backend backend() {
            return backend;
        }

        /** The client has gone, in whatever way. What it left open is undone when this returns. */
        void end() {
            if (backend.reset(MILLIS_MAX)) {
                idle.get(key).push(backend);
            } else {
                backend.end();
            }
        }
    }

    @Override
    public void close() {
        idle.values().forEach(backends -> backends.forEach(Backend::end));
        idle.clear();
    }
}

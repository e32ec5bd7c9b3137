package dev.sinkproof.fault;

import java.io.IOException;

/** The target's server as a process, straight and not through the link. Thread-safe. */
public interface TargetProcess {
    /**
     * Ends the server at once, as a crash of its machine would; data that it acknowledged stays.
     *
     * @return what was done, for people
     * @throws IOException when it cannot be done, for example because it is down already
     */
    String stop() throws IOException;

    /** {@link #stop}, and starts it again on the same data and port without waiting until it answers. */
    String restart() throws IOException;

    /** Sees to it that the server runs, and returns when it accepts connections. */
    void start() throws IOException;
}

package dev.sinkproof.environment.embedded;

import java.io.IOException;

/** A target's server that can be crashed and started again on the same data and port. Thread-safe. */
interface CrashableServer {
    /**
     * Ends it at once, as a crash of its machine would.
     *
     * @return what was done, for people
     * @throws IOException when it cannot be done, for example because it is down already
     */
    String crash() throws IOException;

    /** Starts it again after a crash; returns before it answers. One that was not crashed is left alone. */
    void startAgain() throws IOException;

    /**
     * Waits until it answers.
     *
     * @return its process
     */
    long awaitReady() throws IOException;
}

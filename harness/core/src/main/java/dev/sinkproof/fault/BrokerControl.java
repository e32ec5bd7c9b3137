package dev.sinkproof.fault;

import java.io.IOException;

/** What can be done to the Kafka broker. Thread-safe. */
public interface BrokerControl {
    /** Kills the broker with SIGKILL and returns when it is gone. @return what was done, for people */
    String kill() throws IOException;

    /** Asks the broker to end (SIGTERM) and returns when it is gone. @return what was done, for people */
    String stop() throws IOException;

    /** Starts a broker that is not running, on the same data and ports, and returns when it answers. */
    void start() throws IOException;

    /** Stops the broker where it is (SIGSTOP). @return what was done, for people */
    String pause() throws IOException;

    /** Lets a paused broker go on (SIGCONT). */
    void resume() throws IOException;
}

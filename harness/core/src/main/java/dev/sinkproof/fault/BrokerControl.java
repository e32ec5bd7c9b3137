package dev.sinkproof.fault;

import java.io.IOException;

/** What can be done to the Kafka broker. Thread-safe. */
public interface BrokerControl {
    /** Kills the broker with SIGKILL and returns when it is gone. @return what was done, for people */
    String kill() throws IOException;

    /** Asks the broker to end (SIGTERM) and returns when it is gone. @return what was done, for people */
    String stop() throws IOException;

    /** Starts the broker on the same data and ports, and returns when it answers; one that runs is left alone. */
    void start() throws IOException;

    /** Stops the broker where it is (SIGSTOP). @return what was done, for people */
    String pause() throws IOException;

    /** Lets a paused broker go on (SIGCONT). */
    void resume() throws IOException;
}

package dev.sinkproof.fault;

import java.io.IOException;
import java.util.List;

/** What can be done to Connect workers. Thread-safe. All names are those of {@link #alive}, or of workers that were. */
public interface WorkerControl {
    /** Names of the workers that run, in the order in which they were first started; a paused one runs. */
    List<String> alive();

    /**
     * Kills a worker process with SIGKILL and returns when it is gone; refuses one that has ended already.
     *
     * @return what was done, for people: the process id and the signal
     */
    String kill(String worker) throws IOException;

    /** Stops a worker process where it is (SIGSTOP). @return what was done, for people */
    String pause(String worker) throws IOException;

    /** Lets a paused worker go on (SIGCONT); one that is not paused is not changed. @return what was done, for people */
    String resume(String worker) throws IOException;

    /** Asks a worker to end (SIGTERM) and does not wait for it. @return what was done, for people */
    String stop(String worker) throws IOException;

    /**
     * Waits for a worker that was asked to end.
     *
     * @throws IOException when it did not end in time: it was killed then, which is another thing than it was asked for
     */
    void awaitStopped(String worker) throws IOException;

    /** Starts a worker and returns when it answers. One that runs is left alone: two faults may have ended it, and both are healed. */
    void start(String worker) throws IOException;

    /** Starts one worker more than there are and returns when it answers. @return its name */
    String join() throws IOException;
}

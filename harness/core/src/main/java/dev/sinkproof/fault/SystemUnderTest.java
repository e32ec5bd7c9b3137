package dev.sinkproof.fault;

import java.io.IOException;

/** What faults can do to the running system. Implemented by environments. */
public interface SystemUnderTest {
    /**
     * Kills a worker process with SIGKILL and returns when it is gone.
     *
     * @return what was done, for people: the process id and the signal
     */
    String killWorker(String worker) throws IOException;

    /** Starts a worker that is not running and returns when it answers. */
    void startWorker(String worker) throws IOException;
}

package dev.sinkproof.fault;

import java.io.IOException;

/** Who reads what the subject writes, while it writes, straight and not through the link. Thread-safe. */
public interface TargetReader {
    /**
     * Lists everything, and reads to its end what was not there, or had other content, when it looked before. What it saw is told with the
     * target's objects when the run is over.
     *
     * @return what was seen, for people
     * @throws IOException when the target does not show its objects
     */
    String look() throws IOException;
}

package dev.sinkproof.target.postgresql;

import java.io.IOException;

/** One change that an administrator made to the target, which can be undone once. */
interface Disturbance {
    /** Makes it, or throws and leaves nothing behind. @return what was done, for people */
    String begin() throws IOException;

    /** Undoes it. Called once, after {@link #begin} has returned. */
    void end() throws IOException;
}

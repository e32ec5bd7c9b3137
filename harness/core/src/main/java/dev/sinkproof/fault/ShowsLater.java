package dev.sinkproof.fault;

import java.io.IOException;

/**
 * A fault that is done by asking for it, and whose effect shows only later, perhaps not before the held passing goes on: a
 * connector that is to pause. It counts as done only once the effect has shown, and is not healed before.
 */
public interface ShowsLater extends Fault {
    /**
     * Waits until the effect shows. Called after {@link #strike}, on a thread of the engine, while the passing goes on.
     *
     * @return what showed, for the timeline
     * @throws IOException when it did not show in time, with what was last seen: the fault then could not be done
     */
    Effect confirm(Moment moment, Effect struck) throws IOException;
}

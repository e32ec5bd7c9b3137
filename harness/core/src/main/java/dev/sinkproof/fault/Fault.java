package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;
import java.io.IOException;

/**
 * Something that is done to the system. One small class each.
 *
 * <p>Life cycle: {@link #strike} once, on the thread (or for the response) that passed the fault point, which is held
 * until it returns; then {@link #heal} once, on the run's thread, when the safety phase is over. An exception from either
 * ends the fault as "could not be done" with the exception's message.
 */
public interface Fault {
    /** Stable name, as in a scenario's {@link FaultSpec#kind()}. */
    String kind();

    /** One line for people. */
    String meaning();

    /** Does it, and says how the held passing goes on. */
    Strike strike(SystemUnderTest system, FaultSpec spec, Passing passing) throws IOException;

    /** Undoes it. */
    void heal(SystemUnderTest system, FaultSpec spec, Strike strike) throws IOException;

    /**
     * What a fault did.
     *
     * @param decision how the held passing goes on
     * @param victim worker that it was done to
     * @param event name of the timeline event that shows it, see {@link dev.sinkproof.model.EventNames}
     * @param detail what was done, for people
     * @param endsConnection whether the held connection must end by the client's side because of it, which proves that
     *     the victim was the one who wrote
     */
    record Strike(GateDecision decision, String victim, String event, String detail, boolean endsConnection) {}
}

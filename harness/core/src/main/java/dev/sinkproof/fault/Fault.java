package dev.sinkproof.fault;

import dev.sinkproof.model.FaultSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Something that is done to the system. One small stateless class each; see {@code docs/CREATING_A_FAULT.md}.
 *
 * <p>Life cycle, for each fault of a plan:
 *
 * <ol>
 *   <li>{@link #strike} at each passing that its trigger names (usually one), on the thread that passed the fault point, or
 *       for the response, which is held until it returns; without a point, on a thread of the engine. It must not wait for
 *       what only happens once the held passing goes on: a fault that has to is one that {@link StrikesApart}, and one that is
 *       done by asking and of which one must see that it came {@link ShowsLater}.
 *   <li>When the effect {@linkplain Effect#holds holds}, the passing stays where it is until the fault is healed.
 *   <li>{@link #heal} once, when its heal trigger is due or else when the safety phase is over; on the thread that passed
 *       the heal trigger's point, or on the engine's or the run's thread.
 * </ol>
 *
 * <p>An exception from either ends the fault as "could not be done" with the exception's message. A strike that throws leaves
 * nothing behind: it is not healed.
 *
 * <p>Threads: several faults may strike at once; an implementation keeps no state of its own. What {@link #heal} must know
 * about the strike is in its {@link Effect}.
 */
public interface Fault {
    /** Stable name, as in a scenario's {@link FaultSpec#kind()}: {@code family-noun.verb}. */
    String kind();

    FaultFamily family();

    /** One line for people. */
    String meaning();

    /** All settings that it knows. */
    default List<Setting> settings() {
        return List.of();
    }

    /** What the environment must be able to do. */
    Set<Capability> needs();

    /** Where it can be placed. */
    default Where where() {
        return Where.ANYWHERE;
    }

    /**
     * Whether it goes on after its strike until it is healed. Without a heal trigger of its own such a fault is healed when the system has
     * settled under it: everything was produced, and the lag is gone or stands still.
     */
    default boolean lasts() {
        return false;
    }

    /** Settings that the source topic needs from its beginning, so that this can be done to it. */
    default Map<String, String> topicSettings() {
        return Map.of();
    }

    /** Does it. */
    Effect strike(Moment moment) throws IOException;

    /** Undoes it. Called once, with the effect of the last strike. */
    default void heal(Moment moment, Effect effect) throws IOException {}
}

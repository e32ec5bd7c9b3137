package dev.sinkproof.fault;

/**
 * A fault that has to wait for what only happens once the held passing goes on: for a task to stop, for a worker to end. It
 * strikes, and is healed, on a thread of the engine; the passing that triggered it is let go at once, and the engine waits
 * for the strike before the safety phase ends. Its effect can neither decide how the passing goes on nor hold it.
 *
 * <p>Where another fault holds the same passing until this one has fired, it waits in vain, and ends as "could not be done".
 */
public interface StrikesApart extends Fault {}

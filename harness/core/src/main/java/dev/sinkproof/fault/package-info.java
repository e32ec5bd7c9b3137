/**
 * Faults and when they fire. Passings of fault points come in from the agents and from the link; the engine counts them
 * against the plan's triggers, performs faults while the passing thread (or response) is held, and says how it goes on.
 */
package dev.sinkproof.fault;

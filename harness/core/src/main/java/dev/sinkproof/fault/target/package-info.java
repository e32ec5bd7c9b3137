/** Faults of the target itself, done by its administrator: it ends, refuses, locks, forgets who may write. */
package dev.sinkproof.fault.target;

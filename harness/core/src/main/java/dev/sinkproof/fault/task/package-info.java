/** Faults of a task's thread: it is held, or throws, at the fault point that it passes. */
package dev.sinkproof.fault.task;

/** A target in memory with the history and the fault points that real targets have. */
package dev.sinkproof.simulation.target;

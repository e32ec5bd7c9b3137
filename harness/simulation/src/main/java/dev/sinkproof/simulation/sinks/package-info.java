/** Small correct sinks over a target in memory. */
package dev.sinkproof.simulation.sinks;

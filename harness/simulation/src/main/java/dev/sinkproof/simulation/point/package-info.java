/** Fault points as the simulation passes them. */
package dev.sinkproof.simulation.point;

/** Virtual time. */
package dev.sinkproof.simulation.clock;

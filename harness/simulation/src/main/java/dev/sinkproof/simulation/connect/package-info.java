/** Connect's real task runners, put together for the simulation. */
package dev.sinkproof.simulation.connect;

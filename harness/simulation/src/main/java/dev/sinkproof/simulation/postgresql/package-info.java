/** Sinks that write to a real PostgreSQL by its JDBC driver, on the simulation's one thread. */
package dev.sinkproof.simulation.postgresql;

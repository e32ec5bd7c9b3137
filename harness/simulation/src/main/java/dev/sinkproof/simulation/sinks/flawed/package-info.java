/** One file for each defect that lives between Connect and a sink, named after it, with the thread that reported it. */
package dev.sinkproof.simulation.sinks.flawed;

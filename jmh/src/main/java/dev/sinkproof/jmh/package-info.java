/**
 * Benchmarks: how fast the reference JDBC sink writes, how fast PostgreSQL's driver could, and how fast a run is judged.
 *
 * <p>What they measure, and how to run and read them, is in this module's README.
 */
package dev.sinkproof.jmh;

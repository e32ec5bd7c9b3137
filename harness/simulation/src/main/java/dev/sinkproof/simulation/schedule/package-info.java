/** What is done in a simulated run and when: pure data that can be written in one line and read back. */
package dev.sinkproof.simulation.schedule;

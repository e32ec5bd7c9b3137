/** The command line: puts the house together and is the only place that prints. */
package dev.sinkproof.cli;

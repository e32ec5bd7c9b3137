/**
 * What a run collected, as checkers see it. Everything here can be written to a run directory and read back, so that
 * judging never needs a re-run.
 */
package dev.sinkproof.evidence;

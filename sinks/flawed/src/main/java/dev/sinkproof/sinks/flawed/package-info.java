/**
 * Sinks that each are the reference sink with exactly one change: a defect that was reported against a real connector. A
 * harness that judges sinks must catch every one of them.
 */
package dev.sinkproof.sinks.flawed;

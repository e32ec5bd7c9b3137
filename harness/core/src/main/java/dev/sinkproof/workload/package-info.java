/**
 * What is produced to the source log: every record is a pure function of the seed, its partition and its ordinal, so that it
 * can be computed again when the target is judged.
 */
package dev.sinkproof.workload;

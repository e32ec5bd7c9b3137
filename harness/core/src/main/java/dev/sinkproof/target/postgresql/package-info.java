/**
 * PostgreSQL as a target. What a run writes is recorded by a logical replication slot, so that nothing about the
 * subject's tables changes, and is read back through the same decoding of values as the rows themselves.
 */
package dev.sinkproof.target.postgresql;

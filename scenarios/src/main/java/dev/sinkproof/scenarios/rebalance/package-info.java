/** Partitions change hands. */
package dev.sinkproof.scenarios.rebalance;

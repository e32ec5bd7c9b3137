/** Around the moment between a write and its offset. */
package dev.sinkproof.scenarios.offset;

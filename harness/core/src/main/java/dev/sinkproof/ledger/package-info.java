/** What the source log holds, per topic, partition and offset, without payload. */
package dev.sinkproof.ledger;

/** Schemas, poison and unusual records. */
package dev.sinkproof.scenarios.schema;

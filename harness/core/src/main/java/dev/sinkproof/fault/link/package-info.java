/** Faults of the link between a worker and the target: of its bytes, of its connections, and of single requests and responses. */
package dev.sinkproof.fault.link;

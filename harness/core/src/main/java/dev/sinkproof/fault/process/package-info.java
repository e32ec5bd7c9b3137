/** Faults of whole processes: workers and the broker get signals, end, start, and come in addition. */
package dev.sinkproof.fault.process;

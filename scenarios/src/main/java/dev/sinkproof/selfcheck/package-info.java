/** Proves that the harness catches what it claims to catch: sinks with one known defect each, against the scenario that exposes it. */
package dev.sinkproof.selfcheck;

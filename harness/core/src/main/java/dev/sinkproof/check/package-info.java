/**
 * Judging: pure functions of evidence that yield verdicts with anomalies.
 *
 * <p>{@link dev.sinkproof.check.Judge} is the front door. A {@link dev.sinkproof.check.Case} is computed from the evidence once:
 * the target reconciled with the ledger, and the commits compared with what was durable. Each
 * {@link dev.sinkproof.check.Checker} then says what it makes of it.
 */
package dev.sinkproof.check;

/**
 * The harness's end of the agents in Connect workers: takes in what passes, hands it to the gate, and lets held threads go on.
 */
package dev.sinkproof.fault.agent;

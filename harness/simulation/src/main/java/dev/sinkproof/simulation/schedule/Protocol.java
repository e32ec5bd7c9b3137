package dev.sinkproof.simulation.schedule;

/** How a consumer group agrees on who reads what. */
public enum Protocol {
    /** Everyone gives up everything, then the leader's assignment is handed out. Connect's default. */
    EAGER,
    /** Only what changes its owner is given up, in a second round. */
    COOPERATIVE,
    /** KIP-848: the broker tells each member by itself what to give up and what to take; nobody waits for others. */
    CONSUMER
}

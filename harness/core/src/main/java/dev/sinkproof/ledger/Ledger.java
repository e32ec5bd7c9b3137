package dev.sinkproof.ledger;

/** What the source log holds. */
public final class Ledger {}

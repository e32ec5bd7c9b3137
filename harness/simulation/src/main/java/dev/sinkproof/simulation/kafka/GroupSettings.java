package dev.sinkproof.simulation.kafka;

import dev.sinkproof.simulation.schedule.Protocol;

/**
 * What decides a group's timings.
 *
 * @param protocol how it rebalances
 * @param sessionMillis a member that is silent for longer is thrown out
 * @param rebalanceMillis a member that has not joined by then, while the others wait, is thrown out
 */
public record GroupSettings(Protocol protocol, long sessionMillis, long rebalanceMillis) {}

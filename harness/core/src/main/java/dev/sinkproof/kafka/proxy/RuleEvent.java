package dev.sinkproof.kafka.proxy;

/**
 * Something was done to a request.
 *
 * @param hit the request, and the rule that acts on it
 * @param done what was done, in words
 * @param epochMicros when, microseconds since the epoch
 */
public record RuleEvent(RuleHit hit, String done, long epochMicros) {}

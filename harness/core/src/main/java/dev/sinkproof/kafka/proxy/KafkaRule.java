package dev.sinkproof.kafka.proxy;

import java.util.Objects;

/**
 * What is done to which requests. Immutable; becomes effective when it is {@linkplain KafkaProxy#arm armed}.
 *
 * @param name for accounts of what was done; need not be unique
 * @param match which requests
 * @param calls which of those, by number
 * @param action what is done to them
 */
public record KafkaRule(String name, RequestMatch match, Calls calls, KafkaAction action) {
    public KafkaRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(calls, "calls");
        Objects.requireNonNull(action, "action");
    }
}

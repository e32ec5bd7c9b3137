package dev.sinkproof.kafka.proxy;

/**
 * Where exchanges are held. Anything may be done between the call and its return: that is when a fault is placed between a
 * request and its answer.
 */
@FunctionalInterface
public interface KafkaGate {
    /**
     * Blocks for as long as the exchange is held.
     *
     * @return how it goes on
     * @throws InterruptedException when the rule is removed or the proxy closed meanwhile; the exchange then goes on
     */
    Verdict pass(RuleHit hit) throws InterruptedException;
}

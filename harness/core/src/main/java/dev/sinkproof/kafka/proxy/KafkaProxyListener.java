package dev.sinkproof.kafka.proxy;

/**
 * Hears what rules do. Called on the threads of connections, several at once; must return soon and not throw.
 */
public interface KafkaProxyListener {
    /** A rule acts on a request; told before the effect. Each hit is told once. */
    void fired(RuleEvent event);

    /** A request (or answer) that was delayed or held goes on. */
    void released(RuleEvent event);

    /** Something was not done that a rule asked for, or the proxy could not do its work. */
    void problem(String message);
}

package dev.sinkproof.kafka.proxy;

/** For a proxy that is never given a rule: anything that it is told is an error. */
public final class NoRules implements KafkaProxyListener {
    @Override
    public void fired(RuleEvent event) {
        throw new IllegalStateException("no rule is armed: " + event);
    }

    @Override
    public void released(RuleEvent event) {
        throw new IllegalStateException("no rule is armed: " + event);
    }

    @Override
    public void problem(String message) {
        throw new IllegalStateException(message);
    }
}

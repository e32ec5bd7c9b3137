package dev.sinkproof.kafka.proxy;

import java.time.Duration;

/** One exchange, as an action sees it. */
public final class Passage {
    private final RuleHit hit;
    private final ArmedRule rule;
    private boolean waited;

    Passage(RuleHit hit, ArmedRule rule) {
        this.hit = hit;
        this.rule = rule;
    }

    public RuleHit hit() {
        return hit;
    }

    /** Waits so long, or until the rule is removed. */
    public void pause(Duration time) throws InterruptedException {
        waited = true;
        rule.fired(hit, "delayed by " + time.toMillis() + " ms");
        rule.pause(time);
    }

    /** Waits at the gate, or until the rule is removed. */
    public Verdict hold(KafkaGate gate) {
        waited = true;
        rule.fired(hit, "held");
        return rule.hold(gate, hit);
    }

    /** Whether it has been told that the rule fired. */
    boolean waited() {
        return waited;
    }
}

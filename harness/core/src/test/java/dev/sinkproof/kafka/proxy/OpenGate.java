package dev.sinkproof.kafka.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gate that a test opens. */
public final class OpenGate implements KafkaGate {
    private final BlockingQueue<RuleHit> held = new LinkedBlockingQueue<>();
    private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();

    @Override
    public Verdict pass(RuleHit hit) throws InterruptedException {
        held.add(hit);
        return verdicts.take();
    }

    /** Waits until an exchange is held. */
    public RuleHit awaitHeld() throws InterruptedException {
        RuleHit hit = held.poll(20, TimeUnit.SECONDS);
        assertThat(hit).as("an exchange that is held").isNotNull();
        return hit;
    }

    public void open(Verdict verdict) {
        verdicts.add(verdict);
    }
}

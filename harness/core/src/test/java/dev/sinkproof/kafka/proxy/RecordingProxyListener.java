package dev.sinkproof.kafka.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
public final class RecordingProxyListener implements KafkaProxyListener {
    final List<RuleEvent> fired = new CopyOnWriteArrayList<>();
    final List<RuleEvent> released = new CopyOnWriteArrayList<>();
    final List<String> problems = new CopyOnWriteArrayList<>();

    @Override
    public void fired(RuleEvent event) {
        fired.add(event);
    }

    @Override
    public void released(RuleEvent event) {
        released.add(event);
    }

    @Override
    public void problem(String message) {
        problems.add(message);
    }

    public List<RuleEvent> fired() {
        return fired;
    }

    public List<RuleEvent> released() {
        return released;
    }

    public List<String> problems() {
        return problems;
    }
}

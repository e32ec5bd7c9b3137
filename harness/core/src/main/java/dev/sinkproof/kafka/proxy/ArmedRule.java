package dev.sinkproof.kafka.proxy;

import dev.sinkproof.evidence.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A rule that is in effect until it is removed. Thread-safe. */
public final class ArmedRule implements AutoCloseable {
    private final KafkaRule rule;
    private final Pattern clientId;
    private final KafkaProxyListener listener;
    private final AtomicLong matched = new AtomicLong();
    private final AtomicLong fired = new AtomicLong();
    private final CountDownLatch removed = new CountDownLatch(1);
    private final Set<Thread> atGate = new HashSet<>();
    private final Set<KafkaConnection> mute = new HashSet<>();
    private final Consumer<ArmedRule> disarm;

    ArmedRule(KafkaRule rule, KafkaProxyListener listener, Consumer<ArmedRule> disarm) {
        this.rule = rule;
        this.listener = listener;
        this.disarm = disarm;
        this.clientId =
                rule.match().clientId() == null ? null : glob(rule.match().clientId());
    }

    private static Pattern glob(String text) {
        return Pattern.compile(text.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    public KafkaRule rule() {
        return rule;
    }

    /** Requests so far that matched. */
    public long matched() {
        return matched.get();
    }

    /** Requests so far that it acted on. */
    public long fired() {
        return fired.get();
    }

    /**
     * Heals: no further request is acted on, what is held or delayed goes on, and connections that it left mute are closed, so
     * that their clients learn at once that they must ask again. A second call does nothing.
     */
    public void remove() {
        disarm.accept(this);
        removed.countDown();
        synchronized (atGate) {
            // A gate may remove the rule itself; it knows how it goes on.
            atGate.stream().filter(held -> held != Thread.currentThread()).forEach(Thread::interrupt);
        }
        List<KafkaConnection> closing;
        synchronized (mute) {
            closing = List.copyOf(mute);
        }
        closing.forEach(KafkaConnection::close);
    }

    /** The same as {@link #remove}. */
    @Override
    public void close() {
        remove();
    }

    boolean isRemoved() {
        return removed.getCount() == 0;
    }

    /** Counts the request when it matches, and returns its number when the rule acts on it; otherwise 0. */
    long callFor(Request request) {
        if (!matches(request) || isRemoved()) {
            return 0;
        }
        long call = matched.incrementAndGet();
        return rule.calls().cover(call) ? call : 0;
    }

    private boolean matches(Request request) {
        return rule.match().apis().contains(request.header().apiKey())
                && (clientId == null
                        || clientId.matcher(request.header().clientId()).matches())
                && (rule.action().side() == Side.REQUEST || request.owedAnAnswer())
                && (!rule.match().needsBody() || request.names(rule.match()));
    }

    void fired(RuleHit hit, String done) {
        fired.incrementAndGet();
        listener.fired(new RuleEvent(hit, done, Clock.epochMicros()));
    }

    void released(RuleHit hit, String how) {
        listener.released(new RuleEvent(hit, how, Clock.epochMicros()));
    }

    void pause(Duration time) throws InterruptedException {
        // Either way it goes on: because the time is over, or because the rule is gone.
        var unused = removed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    Verdict hold(KafkaGate gate, RuleHit hit) {
        synchronized (atGate) {
            if (isRemoved()) {
                return Verdict.PROCEED;
            }
            atGate.add(Thread.currentThread());
        }
        try {
            return gate.pass(hit);
        } catch (InterruptedException released) {
            return Verdict.PROCEED;
        } finally {
            leaveGate();
        }
    }

    /** An interrupt that came too late for the gate would close the connection at its next read or write. */
    private void leaveGate() {
        synchronized (atGate) {
            atGate.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    /** The rule leaves the connection mute. Returns false when it must be closed instead: the rule has been removed. */
    boolean leaveMute(KafkaConnection connection) {
        synchronized (mute) {
            mute.add(connection);
        }
        return !isRemoved();
    }

    void forget(KafkaConnection connection) {
        synchronized (mute) {
            mute.remove(connection);
        }
    }
}

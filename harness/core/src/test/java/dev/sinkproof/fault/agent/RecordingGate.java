package dev.sinkproof.fault.agent;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** Notes what arrives, in order, and holds what the test says. */
final class RecordingGate implements PassingGate {
    private final List<Passing> passings = new ArrayList<>();
    private final Predicate<Passing> held;
    private final GateDecision decision;
    private final CountDownLatch release = new CountDownLatch(1);

    /** @param held which of the passings that the gate may hold it does hold, until {@link #release} */
    RecordingGate(Predicate<Passing> held) {
        this(held, GateDecision.PROCEED);
    }

    private RecordingGate(Predicate<Passing> held, GateDecision decision) {
        this.held = held;
        this.decision = decision;
    }

    /** Holds nothing, and decides so about every passing that it may hold. */
    static RecordingGate deciding(GateDecision decision) {
        return new RecordingGate(passing -> false, decision);
    }

    static RecordingGate holdingNothing() {
        return new RecordingGate(passing -> false);
    }

    @Override
    public void observed(Passing passing) {
        note(passing);
    }

    @Override
    public Arrival arrived(Passing passing) {
        note(passing);
        return () -> decide(passing);
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        return arrived(passing).decide();
    }

    private GateDecision decide(Passing passing) throws InterruptedException {
        if (held.test(passing)) {
            release.await();
        }
        return decision;
    }

    private synchronized void note(Passing passing) {
        passings.add(passing);
        notifyAll();
    }

    void release() {
        release.countDown();
    }

    synchronized List<Passing> passings() {
        return List.copyOf(passings);
    }

    synchronized List<String> ids() {
        return passings.stream().map(passing -> passing.point().id()).toList();
    }

    /** Waits until this many passings that match have arrived. */
    void await(int count, Predicate<Passing> matching) throws InterruptedException {
        Await.until(
                () -> count + " passings; arrived: " + ids(),
                () -> passings().stream().filter(matching).count() >= count);
    }

    void await(int count) throws InterruptedException {
        await(count, passing -> true);
    }
}

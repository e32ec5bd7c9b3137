package dev.sinkproof.link;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.model.FaultPoint;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Notes passings and holds the first one that a test asks for. */
public final class TestGate implements PassingGate {
    private static final long SECONDS_MAX = 20;

    private final List<Passing> passings = new CopyOnWriteArrayList<>();
    private final AtomicReference<Hold> next = new AtomicReference<>();

    /** All passings on the link but those of {@code target.connect}. */
    public List<Passing> passings() {
        return passings.stream()
                .filter(passing -> passing.point() != FaultPoint.TARGET_CONNECT)
                .toList();
    }

    /** Forgets what was noted. */
    public void clear() {
        passings.clear();
    }

    /** Holds the next passing that matches. */
    public Hold hold(Predicate<Passing> which) {
        Hold hold = new Hold(which);
        next.set(hold);
        return hold;
    }

    /** Holds the next passing of this point. */
    public Hold hold(FaultPoint point) {
        return hold(passing -> passing.point() == point);
    }

    @Override
    public void observed(Passing passing) {
        throw new AssertionError("the link holds all its passings, but only told of " + passing);
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        passings.add(passing);
        Hold hold = next.get();
        if (hold != null && hold.which.test(passing) && next.compareAndSet(hold, null)) {
            return hold.take(passing);
        }
        return GateDecision.PROCEED;
    }

    /** One held passing. */
    public static final class Hold {
        private final Predicate<Passing> which;
        private final CompletableFuture<Passing> reached = new CompletableFuture<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile GateDecision decision;

        private Hold(Predicate<Passing> which) {
            this.which = which;
        }

        /** Waits until the passing is held. */
        public Passing await() {
            return TestGate.await(reached, "a passing to be held");
        }

        /** Lets it go. */
        public void release(GateDecision how) {
            decision = how;
            over.countDown();
        }

        private GateDecision take(Passing passing) throws InterruptedException {
            reached.complete(passing);
            over.await();
            return decision;
        }
    }

    /** Waits for a future, with a limit and a message. */
    public static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Waited " + SECONDS_MAX + " s in vain for " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + what, e);
        } catch (ExecutionException e) {
            throw new AssertionError("While waiting for " + what, e);
        }
    }
}

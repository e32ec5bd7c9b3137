package dev.sinkproof.fault;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultOutcome.Status;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.Occurrence;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * One fault of a plan and what has become of it.
 *
 * <p>Its states: waiting → struck (perhaps several times) → healed; or impossible, from any of them. Thread-safe; nothing is done to
 * the system under its lock, so that passings which are counted meanwhile need not wait.
 */
final class PlannedFault {
    private final FaultSpec spec;
    private final Fault fault;
    private final Trigger trigger;
    private final Trigger healing;
    private Effect effect;
    private Passing passing;
    private String impossible;
    private boolean healBegun;
    private boolean healUnderWay;
    private boolean healWanted;
    private int underWay;
    private int unconfirmed;
    private int strikes;
    private long firedAtMicros;
    private long healedAtMicros;
    private long event;

    PlannedFault(FaultSpec spec) {
        this.spec = spec;
        this.fault = Faults.byKind(spec.kind())
                .orElseThrow(() -> new IllegalArgumentException("unknown fault " + spec.kind()));
        this.trigger = new Trigger(spec.trigger());
        this.healing = spec.heal() == null ? null : new Trigger(spec.heal());
    }

    FaultSpec spec() {
        return spec;
    }

    Fault fault() {
        return fault;
    }

    /** Counts the passing; true when the fault must strike at it, which is then under way until told otherwise. */
    synchronized boolean dueAt(Passing at) {
        boolean due = !over() && trigger.due(at);
        underWay += due ? 1 : 0;
        return due;
    }

    /** For a trigger that waits for no passing: true when it must strike now, which is then under way. */
    synchronized boolean dueNow() {
        boolean due = !over() && strikes == 0 && underWay == 0;
        underWay += due ? 1 : 0;
        return due;
    }

    /** Counts the passing towards the healing; true when the fault must be healed at it, or, while its strike is under way, right after it. */
    synchronized boolean healDueAt(Passing at) {
        return hasBegun() && !over() && healing != null && healing.due(at);
    }

    private boolean over() {
        return healBegun || impossible != null;
    }

    /** It struck. Another strike of the same fault may have been the first. Healing waits for what shows later. */
    synchronized void fired(Effect how, Passing where, long atMicros, long fromEvent) {
        effect = how;
        passing = where;
        if (strikes == 0) {
            firedAtMicros = atMicros;
            event = fromEvent;
        }
        strikes++;
        unconfirmed += fault instanceof ShowsLater ? 1 : 0;
        notifyAll();
    }

    /** It was done, and its effect never showed. */
    synchronized void notConfirmed(String reason) {
        impossible = impossible == null ? reason : impossible;
    }

    /** Its effect showed, or did not, which was said before. */
    synchronized void confirmed() {
        unconfirmed--;
    }

    /** Whether it should have been healed while it was not known yet what it had done. */
    synchronized boolean wantsHealing() {
        return healWanted && !healBegun && effect != null && unconfirmed == 0;
    }

    /** A strike that was under way is over, with all that belongs to it. */
    synchronized void struck() {
        underWay--;
        notifyAll();
    }

    /** It could not strike, or not as it should have; what it did of it is undone by healing. */
    synchronized void impossible(String reason, Effect how, Passing where, long atMicros, long fromEvent) {
        impossible = reason;
        effect = how == null ? effect : how;
        passing = where == null ? passing : where;
        if (strikes == 0) {
            firedAtMicros = atMicros;
            event = fromEvent;
        }
        notifyAll();
    }

    /** Waits until neither a strike nor the healing is under way, but not for ever; an interrupt ends the wait and stays pending. */
    synchronized void awaitStruck(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            for (long left = most.toMillis(); (underWay > 0 || healUnderWay) && left > 0; left = millisTo(deadline)) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisTo(long deadline) {
        return (deadline - System.nanoTime()) / 1_000_000;
    }

    /** Waits until the fault is healed. */
    synchronized void awaitHealed() throws InterruptedException {
        while (healedAtMicros == 0 && impossible == null) {
            wait();
        }
    }

    /**
     * Undoes the fault if there is something to undo; true when there was and it was undone.
     *
     * @param atEnd whether the safety phase is over, rather than the fault's own heal trigger due
     */
    boolean heal(SystemUnderTest system, RunNames run, boolean atEnd) {
        if (!healBegins(atEnd)) {
            return false;
        }
        try {
            fault.heal(new Moment(system, run, spec, passingStruck()), effectStruck());
            healed();
            return true;
        } catch (IOException | RuntimeException e) {
            notHealed("it fired (" + effectStruck().detail() + ") but could not be healed: " + reason(e));
            return false;
        }
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private synchronized boolean healBegins(boolean atEnd) {
        if (effect == null && underWay > 0 && !atEnd) {
            healWanted = true;
        }
        if (healBegun || effect == null) {
            return false;
        }
        if (unconfirmed > 0 && !atEnd) {
            healWanted = true;
            return false;
        }
        healBegun = true;
        healUnderWay = true;
        if (atEnd && healing != null && !healWanted && impossible == null) {
            impossible = "it fired (" + effect.detail()
                    + ") but its healing never came and was done at the end: waited for the "
                    + spec.heal().describe() + ", seen " + healing.passings();
        }
        return true;
    }

    private synchronized Passing passingStruck() {
        return passing;
    }

    private synchronized Effect effectStruck() {
        return effect;
    }

    private synchronized void healed() {
        healUnderWay = false;
        healedAtMicros = Clock.epochMicros();
        notifyAll();
    }

    private synchronized void notHealed(String reason) {
        healUnderWay = false;
        impossible = impossible == null ? reason : impossible + "; " + reason;
        notifyAll();
    }

    /** Whether it fired, in the sense of a chain that waits for it. */
    synchronized boolean hasFired() {
        return strikes > 0;
    }

    /** Whether a strike has begun. What it brings about may come before the strike itself is over. */
    synchronized boolean hasBegun() {
        return strikes > 0 || underWay > 0;
    }

    synchronized boolean hasHealed() {
        return healedAtMicros != 0;
    }

    /** When it was healed; 0 when it was not. */
    synchronized long healedAtMicros() {
        return healedAtMicros;
    }

    /** Strikes and healings so far. */
    synchronized int changes() {
        return strikes + (healedAtMicros == 0 ? 0 : 1);
    }

    synchronized boolean isUnderWay() {
        return underWay > 0;
    }

    /** Whether nothing more is expected of it before the end of the safety phase. */
    synchronized boolean ended() {
        if (underWay > 0) {
            return false;
        }
        return impossible != null || allStrikesDone() && (healing == null || healedAtMicros != 0);
    }

    private boolean allStrikesDone() {
        int expected =
                spec.trigger().occurrence() == Occurrence.FIRST ? spec.trigger().nth() : 1;
        return strikes >= expected;
    }

    /** Whether it is in force, and nothing but the end of the safety phase will heal it. */
    synchronized boolean lasts() {
        return healing == null && fault.lasts() && strikes > 0 && !over();
    }

    /** Whether time must pass before it strikes, from when what its trigger follows has happened. */
    synchronized boolean waitsForTimeToStrike() {
        return !ended() && strikes == 0 && isClock(spec.trigger());
    }

    /** Whether it struck and time must pass before it is healed, from when what that follows has happened. */
    synchronized boolean waitsForTimeToHeal() {
        return !ended() && strikes > 0 && isClock(spec.heal());
    }

    private static boolean isClock(TriggerSpec when) {
        return when != null && !when.atPassing() && when.delayMillis() > 0;
    }

    synchronized String describeOpen() {
        if (strikes > 0 && healing != null) {
            return spec.id() + " waits to be healed at the " + spec.heal().describe() + ", seen " + healing.passings()
                    + " so far";
        }
        return spec.id() + " waits for the " + spec.trigger().describe() + ", seen " + trigger.passings() + " so far";
    }

    synchronized FaultOutcome outcome() {
        return new FaultOutcome(spec, status(), detail(), firedAtMicros, healedAtMicros, event, strikes);
    }

    private Status status() {
        if (impossible != null) {
            return Status.COULD_NOT_BE_DONE;
        }
        return allStrikesDone() ? Status.FIRED : Status.NOT_FIRED;
    }

    private String detail() {
        if (impossible != null) {
            return impossible;
        }
        String waited = "waited for the " + spec.trigger().describe() + ", but "
                + (spec.trigger().atPassing()
                        ? "only " + trigger.passings() + " such passings were seen"
                        : "it never came");
        if (strikes == 0) {
            return waited;
        }
        return allStrikesDone()
                ? Objects.requireNonNull(effect).detail() + ", at the "
                        + spec.trigger().describe() + times()
                : "fired " + strikes + " times only: " + waited;
    }

    private String times() {
        return strikes == 1 ? "" : " (" + strikes + " times)";
    }
}

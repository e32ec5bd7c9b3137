package dev.sinkproof.fault;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultOutcome.Status;
import dev.sinkproof.model.FaultSpec;
import java.io.IOException;

/** One fault of a plan and what has become of it. */
final class PlannedFault {
    private final FaultSpec spec;
    private final Fault fault;
    private final Trigger trigger;
    private Fault.Strike strike;
    private Status status = Status.NOT_FIRED;
    private boolean ended;
    private String detail = "";
    private long firedAtMicros;
    private long healedAtMicros;
    private long event;

    PlannedFault(FaultSpec spec) {
        this.spec = spec;
        this.fault = Faults.byKind(spec.kind())
                .orElseThrow(() -> new IllegalArgumentException("unknown fault " + spec.kind()));
        this.trigger = new Trigger(spec.trigger());
    }

    FaultSpec spec() {
        return spec;
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean due(Passing passing) {
        return !ended && trigger.due(passing);
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized void fired(Fault.Strike how, long atMicros, long fromEvent) {
        strike = how;
        end(Status.FIRED, how.detail() + ", at the " + spec.trigger().describe(), atMicros, fromEvent);
    }

    synchronized void impossible(String reason, long atMicros, long fromEvent) {
        end(Status.COULD_NOT_BE_DONE, reason, atMicros, fromEvent);
    }

    private void end(Status how, String why, long atMicros, long fromEvent) {
        ended = true;
        status = how;
        detail = why;
        firedAtMicros = atMicros;
        event = fromEvent;
    }

    /**
     * Undoes the fault if it fired; true when it did and was undone. Not under the lock while it acts: passings that are
     * counted meanwhile must not wait for a worker to come back.
     */
    boolean heal(SystemUnderTest system) {
        Fault.Strike done = strikeToHeal();
        if (done == null) {
            return false;
        }
        try {
            fault.heal(system, spec, done);
            healed();
            return true;
        } catch (IOException e) {
            notHealed(e.getMessage());
            return false;
        }
    }

    private synchronized Fault.Strike strikeToHeal() {
        return healedAtMicros == 0 ? strike : null;
    }

    private synchronized void healed() {
        healedAtMicros = Clock.epochMicros();
    }

    private synchronized void notHealed(String reason) {
        status = Status.COULD_NOT_BE_DONE;
        detail = "it fired (" + detail + ") but could not be healed: " + reason;
    }

    synchronized String describeOpen() {
        return spec.id() + " waits for the " + spec.trigger().describe() + ", seen " + trigger.passings() + " so far";
    }

    synchronized FaultOutcome outcome() {
        String why = ended
                ? detail
                : "never fired: waited for the " + spec.trigger().describe() + ", but only " + trigger.passings()
                        + " such passings were seen";
        return new FaultOutcome(spec, status, why, firedAtMicros, healedAtMicros, event);
    }
}

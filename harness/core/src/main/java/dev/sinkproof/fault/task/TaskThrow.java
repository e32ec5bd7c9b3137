package dev.sinkproof.fault.task;

import dev.sinkproof.fault.Capability;
import dev.sinkproof.fault.Effect;
import dev.sinkproof.fault.Fault;
import dev.sinkproof.fault.FaultFamily;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Moment;
import dev.sinkproof.fault.Setting;
import dev.sinkproof.fault.Where;
import dev.sinkproof.model.EventNames;
import java.util.List;
import java.util.Set;

/**
 * Has the thread at the fault point throw, as if the connector (or Connect, at its own points) had thrown there. An exception is
 * not a crash: Connect still calls preCommit and close, and commits.
 */
final class TaskThrow implements Fault {
    private static final Setting THROWABLE = Setting.choice(
            GateDecision.THROWABLE,
            "retriable: RetriableException; fatal: ConnectException; error: an Error",
            "fatal",
            "retriable",
            "fatal",
            "error");

    @Override
    public String kind() {
        return "task.throw";
    }

    @Override
    public FaultFamily family() {
        return FaultFamily.TASK;
    }

    @Override
    public String meaning() {
        return "have the thread at the fault point throw a retriable or a fatal exception, or an Error";
    }

    @Override
    public List<Setting> settings() {
        return List.of(THROWABLE);
    }

    @Override
    public Set<Capability> needs() {
        return Set.of(Capability.TASK_POINTS);
    }

    @Override
    public Where where() {
        return Where.IN_WORKER;
    }

    @Override
    public Effect strike(Moment moment) {
        String throwable = THROWABLE.of(moment.spec());
        String detail = "a " + throwable + " throwable was thrown at "
                + moment.passing().point().id() + " of " + moment.passing().task();
        return Effect.of(EventNames.TASK_THREW, moment.passing().worker(), detail)
                .thenPassing(GateDecision.throwing(
                        throwable, "sinkproof fault " + moment.spec().id()));
    }
}

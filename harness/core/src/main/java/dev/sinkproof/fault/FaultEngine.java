package dev.sinkproof.fault;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.TimelineEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Performs a plan's faults exactly where and when the plan says, and accounts for each of them.
 *
 * <p>All passings of the run arrive here, from every agent and every link, and are counted under one lock, so that "the
 * third" means the third over the whole system. The fault itself is performed outside that lock, while the passing is held.
 */
public final class FaultEngine implements PassingGate {
    /** How long a killed client's connection may take to end. The kernel closes it before the process is reported gone. */
    private static final Duration CONNECTION_END = Duration.ofSeconds(5);

    private final SystemUnderTest system;
    private final TimelineRecorder timeline;
    private final List<PlannedFault> faults;
    private final Set<String> endedConnections = new HashSet<>();

    public FaultEngine(List<FaultSpec> faults, SystemUnderTest system, TimelineRecorder timeline) {
        this.system = system;
        this.timeline = timeline;
        this.faults = faults.stream().map(PlannedFault::new).toList();
    }

    /** The points at which passings must be held. */
    public Set<FaultPoint> armedPoints() {
        Set<FaultPoint> points = EnumSet.noneOf(FaultPoint.class);
        faults.forEach(fault -> points.add(fault.spec().trigger().point()));
        return points;
    }

    @Override
    public void observed(Passing passing) {
        takeDown(passing);
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        PlannedFault due;
        TimelineEvent event;
        synchronized (this) {
            event = takeDown(passing);
            due = faults.stream()
                    .filter(fault -> fault.due(passing))
                    .findFirst()
                    .orElse(null);
        }
        return due == null ? GateDecision.PROCEED : strike(due, passing, event);
    }

    private TimelineEvent takeDown(Passing passing) {
        String source = passing.point().onTargetLink() ? "link:" + passing.worker() : passing.worker();
        return timeline.record(
                passing.epochMicros(),
                source,
                passing.point().id(),
                passing.task(),
                passing.spans(),
                passing.attributes());
    }

    private GateDecision strike(PlannedFault planned, Passing passing, TimelineEvent event)
            throws InterruptedException {
        long now = Clock.epochMicros();
        TimelineEvent fired = timeline.record(
                now, "harness", EventNames.FAULT_FIRED, passing.task(), passing.spans(), firedFacts(planned, event));
        try {
            Fault.Strike strike = planned.fault().strike(system, planned.spec(), passing);
            timeline.record(
                    strike.victim(),
                    strike.event(),
                    Map.of("fault", planned.spec().id(), "detail", strike.detail()));
            if (strike.endsConnection() && !connectionEnded(passing)) {
                planned.impossible(
                        "the connection that was held did not end when " + strike.victim()
                                + " was killed: the worker behind that link was not the one that wrote",
                        now,
                        fired.sequence());
            } else {
                planned.fired(strike, now, fired.sequence());
            }
            return strike.decision();
        } catch (IOException e) {
            planned.impossible(e.getMessage(), now, fired.sequence());
            return GateDecision.PROCEED;
        } finally {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private static Map<String, String> firedFacts(PlannedFault planned, TimelineEvent event) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("fault", planned.spec().id());
        facts.put("kind", planned.spec().kind());
        facts.put("trigger", planned.spec().trigger().describe());
        facts.put("passing", Long.toString(event.sequence()));
        return facts;
    }

    /** Told by the link: the client's side of a connection has ended. */
    public synchronized void connectionEnded(String worker, String connection) {
        endedConnections.add(worker + "/" + connection);
        notifyAll();
    }

    private synchronized boolean connectionEnded(Passing passing) throws InterruptedException {
        String key = passing.worker() + "/" + passing.attributes().get("connection");
        long deadline = System.nanoTime() + CONNECTION_END.toNanos();
        while (!endedConnections.contains(key)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    /** Whether every planned fault has ended, one way or the other. */
    public synchronized boolean allEnded() {
        return faults.stream().allMatch(PlannedFault::ended);
    }

    /** The faults that have not fired, with how often their point was passed so far. */
    public synchronized String describeOpen() {
        return faults.stream()
                .filter(fault -> !fault.ended())
                .map(PlannedFault::describeOpen)
                .collect(Collectors.joining("; "));
    }

    /** Undoes every fault that fired. Call when the safety phase is over. */
    public void healAll() {
        for (PlannedFault fault : faults) {
            if (fault.heal(system)) {
                timeline.record(
                        "harness",
                        EventNames.FAULT_HEALED,
                        Map.of("fault", fault.spec().id()));
            }
        }
    }

    /** What became of each fault, in the plan's order. */
    public synchronized List<FaultOutcome> outcomes() {
        return faults.stream().map(PlannedFault::outcome).toList();
    }
}

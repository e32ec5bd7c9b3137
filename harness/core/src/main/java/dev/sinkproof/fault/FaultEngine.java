package dev.sinkproof.fault;

import dev.sinkproof.evidence.Clock;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.model.EventNames;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.OffsetSpan;
import dev.sinkproof.model.TimelineEvent;
import dev.sinkproof.model.TriggerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
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
 * third" means the third over the whole system. Faults are performed outside that lock, while the passing is held. When
 * several are due at one passing they are performed in the plan's order; the passing then stays for as long as any of them
 * holds it.
 *
 * <p>Life cycle: {@link #begin} when the safety phase begins, {@link #healAll} when it is over, after which no fault
 * fires any more; {@link #close} whatever happens, which lets everything go that is still held.
 */
public final class FaultEngine implements PassingGate, AutoCloseable {
    /** How long a killed client's connection may take to end. The kernel closes it before the process is reported gone. */
    private static final Duration CONNECTION_END = Duration.ofSeconds(5);

    /** How long a strike that is under way may still take when the safety phase is over; later ones undo themselves. */
    private static final Duration STRIKE = Duration.ofSeconds(30);

    private final SystemUnderTest system;
    private final RunNames run;
    private final TimelineRecorder timeline;
    private final List<PlannedFault> faults;
    private final FaultThreads threads = new FaultThreads(this::problem);
    private final Set<String> endedConnections = new HashSet<>();
    private boolean over;

    public FaultEngine(List<FaultSpec> faults, SystemUnderTest system, RunNames run, TimelineRecorder timeline) {
        Faults.validate(faults);
        this.system = system;
        this.run = run;
        this.timeline = timeline;
        this.faults = faults.stream().map(PlannedFault::new).toList();
    }

    /** The points at which passings must be held. */
    public Set<FaultPoint> armedPoints() {
        Set<FaultPoint> points = EnumSet.noneOf(FaultPoint.class);
        faults.forEach(fault -> {
            arm(points, fault.spec().trigger());
            arm(points, fault.spec().heal());
        });
        return points;
    }

    private static void arm(Set<FaultPoint> points, TriggerSpec trigger) {
        if (trigger != null && trigger.atPassing()) {
            points.add(trigger.point());
        }
    }

    /** The safety phase begins: triggers that wait for nothing but time start to wait. */
    public void begin() {
        follow("");
    }

    @Override
    public void observed(Passing passing) {
        takeDown(passing);
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        return arrived(passing).decide();
    }

    @Override
    public Arrival arrived(Passing passing) {
        List<PlannedFault> striking = new ArrayList<>();
        List<PlannedFault> healing = new ArrayList<>();
        TimelineEvent event;
        synchronized (this) {
            event = takeDown(passing);
            if (!over) {
                faults.forEach(fault -> count(fault, passing, striking, healing));
            }
        }
        if (striking.isEmpty() && healing.isEmpty()) {
            return Arrival.PROCEEDS;
        }
        return () -> {
            healing.forEach(this::healAtPassing);
            return strikeAll(striking, passing, event);
        };
    }

    private void healAtPassing(PlannedFault fault) {
        if (fault.fault() instanceof StrikesApart) {
            threads.now(() -> heal(fault));
        } else {
            heal(fault);
        }
    }

    private void count(PlannedFault fault, Passing passing, List<PlannedFault> striking, List<PlannedFault> healing) {
        boolean begunBefore = fault.hasBegun();
        if (hasCome(fault.spec().trigger()) && fault.dueAt(passing)) {
            striking.add(fault);
        }
        // A strike at this passing is not its own healing.
        if (begunBefore && fault.spec().heal() != null && hasCome(fault.spec().heal()) && fault.healDueAt(passing)) {
            healing.add(fault);
        }
    }

    /** Whether what the trigger follows has happened. */
    private boolean hasCome(TriggerSpec trigger) {
        String after = trigger.after();
        if (after.isEmpty()) {
            return true;
        }
        boolean healed = after.endsWith(TriggerSpec.HEALED);
        String id = healed ? after.substring(0, after.length() - TriggerSpec.HEALED.length()) : after;
        return faults.stream()
                .filter(fault -> fault.spec().id().equals(id))
                .anyMatch(healed ? PlannedFault::hasHealed : PlannedFault::hasFired);
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

    private GateDecision strikeAll(List<PlannedFault> striking, Passing passing, TimelineEvent event)
            throws InterruptedException {
        GateDecision decision = GateDecision.PROCEED;
        List<PlannedFault> holding = new ArrayList<>();
        for (PlannedFault planned : striking) {
            if (planned.fault() instanceof StrikesApart) {
                threads.now(() -> strike(planned, passing, event));
                continue;
            }
            Effect effect = strike(planned, passing, event);
            if (effect != null && effect.holds()) {
                holding.add(planned);
            }
            if (effect != null && decision.equals(GateDecision.PROCEED)) {
                decision = effect.decision();
            }
        }
        for (PlannedFault planned : holding) {
            planned.awaitHealed();
        }
        return decision;
    }

    /** @return what the fault did; null when it could not be done */
    private Effect strike(PlannedFault planned, Passing passing, TimelineEvent event) throws InterruptedException {
        long now = Clock.epochMicros();
        TimelineEvent fired = timeline.record(
                now,
                "harness",
                EventNames.FAULT_FIRED,
                passing == null ? null : passing.task(),
                passing == null ? List.<OffsetSpan>of() : passing.spans(),
                firedFacts(planned, event));
        Effect effect = null;
        boolean shown = true;
        try {
            effect = planned.fault().strike(new Moment(system, run, planned.spec(), passing));
            long done = Clock.epochMicros();
            boolean proven = !effect.endsConnection() || connectionEnded(passing);
            if (proven) {
                planned.fired(effect, passing, now, fired.sequence());
            } else {
                planned.impossible(
                        "the connection that was held did not end when " + effect.source()
                                + " was killed: the worker behind that link was not the one that wrote",
                        effect,
                        passing,
                        now,
                        fired.sequence());
            }
            // Taken down last: who sees the event can rely on it that what follows the fault counts from now on.
            takeDown(planned, effect, passing, done);
            if (proven) {
                follow(planned.spec().id());
                shown = !(planned.fault() instanceof ShowsLater);
            }
        } catch (IOException | RuntimeException e) {
            planned.impossible(PlannedFault.reason(e), effect, passing, now, fired.sequence());
        } finally {
            if (shown) {
                struck(planned);
            } else {
                confirm(planned, effect, passing);
            }
        }
        return effect;
    }

    private void takeDown(PlannedFault planned, Effect effect, Passing passing, long atMicros) {
        timeline.record(
                atMicros, effect.source(), effect.event(), null, effect.spans(), facts(planned, effect, passing));
    }

    /** To the connector an answer in the target's stead is the target's: what it said is told as the link tells it of the target. */
    private static Map<String, String> facts(PlannedFault planned, Effect effect, Passing passing) {
        Map<String, String> facts = new HashMap<>();
        facts.put("fault", planned.spec().id());
        facts.put("detail", effect.detail());
        if (passing != null && effect.decision().action() == GateDecision.Action.ANSWER) {
            facts.put("answered", passing.point().id());
            copy("kind", passing.attributes(), facts);
            copy("status", effect.decision().settings(), facts);
            copy("sqlstate", effect.decision().settings(), facts);
        }
        return facts;
    }

    private static void copy(String name, Map<String, String> from, Map<String, String> to) {
        if (from.containsKey(name)) {
            to.put(name, from.get(name));
        }
    }

    private void confirm(PlannedFault planned, Effect effect, Passing passing) {
        ShowsLater fault = (ShowsLater) planned.fault();
        threads.now(() -> {
            try {
                Effect showed = fault.confirm(new Moment(system, run, planned.spec(), passing), effect);
                takeDown(planned, showed, passing, Clock.epochMicros());
            } catch (IOException | RuntimeException e) {
                planned.notConfirmed("it was done (" + effect.detail() + "), but: " + PlannedFault.reason(e));
            }
            planned.confirmed();
            struck(planned);
        });
    }

    private void struck(PlannedFault planned) {
        planned.struck();
        if (planned.wantsHealing()) {
            heal(planned);
        }
        healIfOver(planned);
    }

    /** A strike that outlasted the safety phase is undone by itself. */
    private void healIfOver(PlannedFault planned) {
        boolean late;
        synchronized (this) {
            late = over;
        }
        if (late) {
            heal(planned, true);
        }
    }

    private static Map<String, String> firedFacts(PlannedFault planned, TimelineEvent event) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("fault", planned.spec().id());
        facts.put("kind", planned.spec().kind());
        facts.put("trigger", planned.spec().trigger().describe());
        if (event != null) {
            facts.put("passing", Long.toString(event.sequence()));
        }
        return facts;
    }

    /** Something has happened that triggers without a point may follow; empty for the start. */
    private void follow(String what) {
        for (PlannedFault fault : faults) {
            TriggerSpec trigger = fault.spec().trigger();
            if (!trigger.atPassing() && trigger.after().equals(what)) {
                threads.later(trigger.delayMillis(), () -> strikeNow(fault));
            }
            TriggerSpec heal = fault.spec().heal();
            if (heal != null && !heal.atPassing() && healFollows(fault, heal, what)) {
                threads.later(heal.delayMillis(), () -> heal(fault));
            }
        }
    }

    /** A healing that follows nothing else follows its own fault; one that follows another waits for both. */
    private boolean healFollows(PlannedFault fault, TriggerSpec heal, String what) {
        return fault.spec().id().equals(what)
                ? hasCome(heal)
                : fault.hasFired() && heal.after().equals(what);
    }

    private void strikeNow(PlannedFault fault) throws InterruptedException {
        boolean due;
        synchronized (this) {
            due = !over && fault.dueNow();
        }
        if (due) {
            strikeAll(List.of(fault), null, null);
        }
    }

    private void heal(PlannedFault fault) {
        heal(fault, false);
    }

    private void heal(PlannedFault fault, boolean atEnd) {
        if (fault.heal(system, run, atEnd)) {
            // Whatever was held goes on from that moment, perhaps before this is taken down.
            timeline.record(
                    fault.healedAtMicros(),
                    "harness",
                    EventNames.FAULT_HEALED,
                    null,
                    List.of(),
                    Map.of("fault", fault.spec().id()));
            follow(fault.spec().id() + TriggerSpec.HEALED);
        }
    }

    private void problem(Throwable failure) {
        timeline.record(
                "harness", EventNames.OBSERVATION_PROBLEM, Map.of("problem", "the fault engine failed: " + failure));
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
    public boolean allEnded() {
        return faults.stream().allMatch(PlannedFault::ended);
    }

    /** Whether some fault is being performed, or waits for nothing but time to pass. */
    public boolean isBusy() {
        return faults.stream().anyMatch(fault -> fault.isUnderWay() || waitsForTime(fault));
    }

    /** A time that begins with another fault does not pass before that fault fires, and it may never. */
    private boolean waitsForTime(PlannedFault fault) {
        return fault.waitsForTimeToStrike() && hasCome(fault.spec().trigger())
                || fault.waitsForTimeToHeal() && hasCome(fault.spec().heal());
    }

    /** How often some fault struck or was healed; who waits for the effect begins anew when it has grown. */
    public int changes() {
        return faults.stream().mapToInt(PlannedFault::changes).sum();
    }

    /** Whether some fault is in force that only the end of the safety phase will heal. */
    public boolean anyLasts() {
        return faults.stream().anyMatch(PlannedFault::lasts);
    }

    /** The faults that have not ended, with what they wait for. */
    public String describeOpen() {
        return faults.stream()
                .filter(fault -> !fault.ended())
                .map(PlannedFault::describeOpen)
                .collect(Collectors.joining("; "));
    }

    /**
     * The safety phase is over: from now on no fault fires, and every one that did is undone, in the plan's order; what is held goes
     * on. A fault whose own heal trigger never came is accounted for as "could not be done".
     */
    public void healAll() {
        synchronized (this) {
            over = true;
        }
        threads.endWaiting();
        faults.forEach(fault -> fault.awaitStruck(STRIKE));
        faults.forEach(fault -> heal(fault, true));
    }

    /** What became of each fault, in the plan's order. */
    public List<FaultOutcome> outcomes() {
        return faults.stream().map(PlannedFault::outcome).toList();
    }

    /** Undoes whatever was not undone, so that nothing stays held, and ends the engine's threads. */
    @Override
    public void close() {
        healAll();
        threads.close();
    }
}

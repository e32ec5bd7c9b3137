package dev.sinkproof.simulation.run;

import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.Trigger;
import dev.sinkproof.model.FaultOutcome;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.Occurrence;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.simulation.schedule.CaseFault;
import dev.sinkproof.simulation.schedule.FaultKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A plan's faults, each at the passings that its trigger speaks of, counted as on real processes. */
final class CaseInjector extends Injector {
    /** Points that the simulation passes with records only. */
    private static final Set<FaultPoint> WITH_RECORDS =
            EnumSet.of(FaultPoint.POLL_RETURN, FaultPoint.DELIVER, FaultPoint.TASK_PUT_ENTER, FaultPoint.TASK_PUT_EXIT);
    /** These end the passing, so that they come last. */
    private static final Set<FaultKind> THROWING = EnumSet.of(FaultKind.TASK_RETRIABLE, FaultKind.TASK_FATAL);

    private final List<Planned> planned;

    CaseInjector(List<CaseFault> faults) {
        planned = faults.stream().map(Planned::new).toList();
    }

    /** A fault, and how far it is. */
    private static final class Planned {
        final CaseFault fault;
        final Trigger trigger;
        boolean waits;
        int strikes;

        Planned(CaseFault fault) {
            this.fault = fault;
            this.trigger = new Trigger(fault.spec().trigger());
        }

        TriggerSpec when() {
            return fault.spec().trigger();
        }

        int expected() {
            return when().occurrence() == Occurrence.FIRST ? when().nth() : 1;
        }

        String waitedFor() {
            return "waited for the " + when().describe()
                    + (waits
                            ? ", and then for everything to be committed, which never came to be"
                            : ", but only " + trigger.passings() + " such passings were seen");
        }

        boolean follows(Set<String> fired) {
            return when().after().isEmpty() || fired.contains(when().after());
        }

        boolean dueAt(Passing passing, boolean allCommitted) {
            waits |= trigger.due(passing);
            boolean due = waits && (allCommitted || !fault.onceCommitted());
            waits &= !due;
            return due;
        }
    }

    @Override
    List<Strike> due(Passing passing, int nth, boolean allCommitted) {
        Passing known = WITH_RECORDS.contains(passing.point()) ? withRecords(passing) : passing;
        Set<String> before = fired();
        List<Planned> struck = new ArrayList<>(planned.stream()
                .filter(fault -> fault.when().atPassing() && fault.follows(before))
                .filter(fault -> fault.dueAt(known, allCommitted))
                .toList());
        struck.forEach(fault -> fault.strikes++);
        Set<String> now = fired();
        planned.stream()
                .filter(fault -> !fault.when().atPassing() && fault.strikes == 0 && fault.follows(now))
                .forEach(fault -> {
                    fault.strikes++;
                    struck.add(fault);
                });
        return struck.stream()
                .sorted(Comparator.comparing(fault -> THROWING.contains(fault.fault.kind())))
                .map(fault -> new Strike(fault.fault.kind(), fault.fault.spec(), passing.point(), nth))
                .toList();
    }

    private static Passing withRecords(Passing passing) {
        Map<String, String> attributes = new TreeMap<>(passing.attributes());
        attributes.put("empty", "false");
        return new Passing(
                passing.point(), passing.worker(), passing.task(), passing.spans(), attributes, passing.epochMicros());
    }

    private Set<String> fired() {
        return planned.stream()
                .filter(fault -> fault.strikes > 0)
                .map(fault -> fault.fault.spec().id())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    @Override
    boolean asksForCommits() {
        return planned.stream().anyMatch(fault -> fault.fault.onceCommitted() && fault.strikes == 0);
    }

    @Override
    boolean done() {
        return planned.stream().allMatch(fault -> fault.strikes >= fault.expected());
    }

    /** Each fault of the plan, whether it had an occasion or not. */
    @Override
    List<FaultOutcome> outcomes(List<FaultOutcome> fired) {
        return planned.stream().map(fault -> outcome(fault, fired)).toList();
    }

    private static FaultOutcome outcome(Planned fault, List<FaultOutcome> fired) {
        FaultOutcome first = fired.stream()
                .filter(outcome ->
                        outcome.fault().id().equals(fault.fault.spec().id()))
                .findFirst()
                .orElse(null);
        boolean all = fault.strikes >= fault.expected();
        return new FaultOutcome(
                fault.fault.spec(),
                all ? FaultOutcome.Status.FIRED : FaultOutcome.Status.NOT_FIRED,
                first == null ? fault.waitedFor() : first.detail(),
                first == null ? 0 : first.firedAtMicros(),
                0,
                first == null ? 0 : first.event(),
                fault.strikes);
    }
}

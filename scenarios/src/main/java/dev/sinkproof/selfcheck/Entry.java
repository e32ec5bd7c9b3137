package dev.sinkproof.selfcheck;

import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.selfcheck.KillMatrix.Row;
import dev.sinkproof.sinks.flawed.FlawedSink;
import java.util.List;

/**
 * A sink, or a trap, that is to be run.
 *
 * @param name its row's
 * @param cases what it goes through in the simulation; a trap names its own
 */
record Entry(Findings.Kind kind, String name, Examined sink, List<ScenarioSpec> cases) {
    Entry {
        cases = List.copyOf(cases);
    }

    static Entry of(FlawedSink flawed, List<ScenarioSpec> cases) {
        Examined sink = new Examined(FlawedSubjects.of(flawed), flawed.anomalies(), flawed.notSimulated());
        return new Entry(Findings.Kind.DEFECT, flawed.name(), sink, cases);
    }

    static Entry of(Trap trap) {
        return new Entry(Findings.Kind.TRAP, trap.id(), new Examined(trap.subject(), List.of(), ""), List.of());
    }

    /** A sink without a defect. */
    static Entry of(SubjectSpec reference, List<ScenarioSpec> cases) {
        return new Entry(Findings.Kind.REFERENCE, reference.name(), new Examined(reference, List.of(), ""), cases);
    }

    static Row unknown(FlawedSink sink) {
        return new Row(
                sink.name(), sink.defect(), sink.reportedIn(), sink.anomalies(), sink.scenario(), List.of(), false);
    }

    static Row unknown(Trap trap) {
        return new Row(trap.id(), trap.why(), trap.from(), List.of(), trap.caseId(), List.of(), false);
    }

    static Row unknown(SubjectSpec reference) {
        return new Row(reference.name(), "none: what is flawed is made from it", "", List.of(), "", List.of(), false);
    }
}

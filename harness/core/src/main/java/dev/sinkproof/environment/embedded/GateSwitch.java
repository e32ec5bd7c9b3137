package dev.sinkproof.environment.embedded;

import dev.sinkproof.fault.FaultEngine;
import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.fault.Passing;
import dev.sinkproof.fault.PassingGate;
import dev.sinkproof.link.LinkListener;
import dev.sinkproof.evidence.TimelineRecorder;
import dev.sinkproof.model.EventNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where agents and links report, whichever run is on: sends passings to the run's engine, and lets everything go by between
 * runs.
 */
final class GateSwitch implements PassingGate {
    private record Run(FaultEngine engine, TimelineRecorder timeline) {}

    private volatile Run run;

    void attach(FaultEngine engine, TimelineRecorder timeline) {
        run = new Run(engine, timeline);
    }

    void detach() {
        run = null;
    }

    @Override
    public void observed(Passing passing) {
        Run current = run;
        if (current != null) {
            current.engine().observed(passing);
        }
    }

    @Override
    public GateDecision pass(Passing passing) throws InterruptedException {
        Run current = run;
        return current == null ? GateDecision.PROCEED : current.engine().pass(passing);
    }

    void note(String source, String event, Map<String, String> facts) {
        Run current = run;
        if (current != null) {
            current.timeline().record(source, event, facts);
        }
    }
}

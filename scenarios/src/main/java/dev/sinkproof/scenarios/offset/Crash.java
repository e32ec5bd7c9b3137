package dev.sinkproof.scenarios.offset;

import dev.sinkproof.fault.process.WorkerKill;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.scenarios.CaseOf;
import dev.sinkproof.scenarios.Parameters;
import dev.sinkproof.scenarios.Scenario;
import dev.sinkproof.subject.SubjectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the crash scenarios share: a worker is killed at the n-th passing of one point, and somebody carries on. */
final class Crash {
    private static final Set<String> RECOVERIES = Set.of(WorkerKill.RESTART, WorkerKill.TAKEOVER);

    private Crash() {}

    /** The variants of a crash scenario: the first passing with a restart, the third with another worker taking over. */
    static List<ScenarioSpec> variants(
            Scenario scenario, FaultPoint point, Map<String, String> conditions, Parameters parameters) {
        if (parameters.text(Parameters.NTH).isEmpty()
                && parameters.text(Parameters.RECOVERY).isEmpty()) {
            return List.of(
                    variant(scenario, point, conditions, 1, WorkerKill.RESTART, parameters),
                    variant(scenario, point, conditions, 3, WorkerKill.TAKEOVER, parameters));
        }
        String recovery = parameters.text(Parameters.RECOVERY).orElse(WorkerKill.RESTART);
        if (!RECOVERIES.contains(recovery)) {
            throw new SubjectException(
                    "-X recovery must be one of " + RECOVERIES.stream().sorted().toList() + ", but is " + recovery);
        }
        int nth = parameters.number(Parameters.NTH, 1, 1);
        return List.of(variant(scenario, point, conditions, nth, recovery, parameters));
    }

    private static ScenarioSpec variant(
            Scenario scenario,
            FaultPoint point,
            Map<String, String> conditions,
            int nth,
            String recovery,
            Parameters parameters) {
        String when = new TreeMap<>(conditions)
                .entrySet().stream()
                        .map(condition -> condition.getKey() + "=" + condition.getValue())
                        .collect(Collectors.joining(" "));
        return CaseOf.of(scenario, parameters)
                .variant("n" + nth + "-" + recovery)
                .workers(recovery.equals(WorkerKill.TAKEOVER) ? 2 : 1)
                .faults("kill-1: %s %s=%s @ %s#%d %s"
                        .formatted(WorkerKill.KIND, WorkerKill.RECOVERY, recovery, point.id(), nth, when));
    }
}

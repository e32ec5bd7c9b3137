package dev.sinkproof.scenarios;

import dev.sinkproof.fault.process.WorkerKill;
import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.model.TriggerSpec;
import dev.sinkproof.subject.SubjectException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the crash scenarios share: a worker is killed at the n-th passing of one point, and somebody carries on. */
final class Crash {
    /** Tasks of the subject unless the user asks otherwise: more than one, fewer than partitions. */
    static final int TASKS = 2;

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
        TriggerSpec trigger = new TriggerSpec(point, nth, conditions);
        FaultSpec kill = new FaultSpec("kill-1", WorkerKill.KIND, trigger, Map.of(WorkerKill.RECOVERY, recovery));
        return new ScenarioSpec(
                scenario.id(),
                "n" + nth + "-" + recovery,
                scenario.title(),
                scenario.because(),
                recovery.equals(WorkerKill.TAKEOVER) ? 2 : 1,
                parameters.number(Parameters.TASKS, 1, TASKS),
                List.of(kill));
    }
}

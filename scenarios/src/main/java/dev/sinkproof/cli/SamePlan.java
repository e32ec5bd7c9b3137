package dev.sinkproof.cli;

import dev.sinkproof.model.Plan;
import dev.sinkproof.model.ScenarioSpec;
import dev.sinkproof.run.Planner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes of a subject's plan the same plan for another sink: scenario, seed and workload are alike. Thread-safe. */
final class SamePlan implements Function<Plan, Optional<Plan>> {
    private final List<ScenarioSpec> cases;
    private final Planner planner;
    private final AtomicInteger made = new AtomicInteger();

    /**
     * @param cases as they were given to the subject's planner
     * @param planner of the other sink
     */
    SamePlan(List<ScenarioSpec> cases, Planner planner) {
        this.cases = List.copyOf(cases);
        this.planner = planner;
    }

    @Override
    public Optional<Plan> apply(Plan plan) {
        return cases.stream()
                .filter(scenario -> scenario.caseId().equals(plan.scenario().caseId()))
                .findFirst()
                .map(scenario -> planner.plan(scenario, made.getAndIncrement()));
    }
}
